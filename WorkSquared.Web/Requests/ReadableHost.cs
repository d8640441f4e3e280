namespace WorkSquared.Web.Requests;

internal static class ReadableHost
{
    /// <summary>Refuses a request for a host that can't be part of an address: no page could be rendered for it.</summary>
    public static void UseReadableHost(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (Uri.TryCreate($"{context.Request.Scheme}://{context.Request.Host}", UriKind.Absolute, out _))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Task.CompletedTask;
    });
}
