using Microsoft.AspNetCore.Http.HttpResults;

namespace WorkSquared.Web.Requests;

/// <summary>Lets a write through only when it comes from a page of this site.</summary>
internal sealed class SameOriginFilter : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        IsSameOrigin(context.HttpContext.Request)
            ? next(context)
            : ValueTask.FromResult<object?>(Refused());

    private static ProblemHttpResult Refused() =>
        TypedResults.Problem("This request did not come from a page of this site.", statusCode: StatusCodes.Status403Forbidden);

    private static bool IsSameOrigin(HttpRequest request)
    {
        // The browser's own judgement is the better one: it also holds behind a proxy that ends TLS. It is not sent over plain HTTP,
        // where Origin must do.
        var site = request.Headers["Sec-Fetch-Site"];
        return site.Count > 0
            ? site == "same-origin"
            : string.Equals(request.Headers.Origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }
}
