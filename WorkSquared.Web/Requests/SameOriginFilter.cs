namespace WorkSquared.Web.Requests;

/// <summary>Lets a write through only when it comes from a page of this site.</summary>
internal sealed class SameOriginFilter : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        SameOrigin.IsCertain(context.HttpContext.Request) ? next(context) : ValueTask.FromResult<object?>(SameOrigin.Refused());
}
