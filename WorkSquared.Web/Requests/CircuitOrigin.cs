namespace WorkSquared.Web.Requests;

/// <summary>Keeps pages of other sites out of our circuits: the framework's hub takes a connection from any origin.</summary>
internal static class CircuitOrigin
{
    private static readonly PathString _hub = "/_blazor";

    public static void UseCircuitOrigin(this IApplicationBuilder app) => app.Use((context, next) =>
        context.Request.Path.StartsWithSegments(_hub) && !IsOurs(context) ? SameOrigin.Refused().ExecuteAsync(context) : next(context));

    // A read that says nothing of its origin passes: over plain HTTP our own page's do not either, and each needs the secret id of a
    // connection that was begun by one of the others.
    private static bool IsOurs(HttpContext context) =>
        context.Request.Headers.Upgrade.Count > 0 || !HttpMethods.IsGet(context.Request.Method)
            ? SameOrigin.IsCertain(context.Request)
            : !SameOrigin.IsForeign(context.Request);
}
