namespace WorkSquared.Web.Requests;

internal static class BrokenRequests
{
    /// <summary>Answers a request whose body came too slowly, or never whole, with its status: no error of ours, and nothing for the log.</summary>
    public static void UseBrokenRequests(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException broken) when (!context.Response.HasStarted)
        {
            await TypedResults.Problem("This request did not arrive whole. Send it again.", statusCode: broken.StatusCode).ExecuteAsync(context);
        }
    });
}
