namespace WorkSquared.Web.Requests;

internal static class ForeignWrites
{
    /// <summary>Refuses whatever a page of another site would have us do, at any address. Most endpoints ask for more: <see cref="SameOriginFilter"/>.</summary>
    public static void UseForeignWrites(this IApplicationBuilder app) => app.Use((context, next) =>
        IsSafe(context.Request.Method) || SameOrigin.MayBeOurForm(context.Request) ? next(context) : SameOrigin.Refused().ExecuteAsync(context));

    private static bool IsSafe(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method);
}
