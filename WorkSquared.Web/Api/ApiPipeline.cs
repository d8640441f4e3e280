using WorkSquared.Web.Requests;

namespace WorkSquared.Web.Api;

/// <summary>What every request of the API passes before its endpoint: where it comes from, whose it is, how many there are.</summary>
internal static partial class ApiPipeline
{
    private static readonly PathString _api = "/api";

    public static void UseEventApi(this IApplicationBuilder app) => app.UseWhen(context => context.Request.Path.StartsWithSegments(_api), api =>
    {
        api.Use(ExplainAsync);
        api.Use(RefuseOtherSitesAsync);
        api.Use(Bearer.LetInAsync);
        api.UseRateLimiter();
    });

    /// <summary>Whatever goes wrong, in the form in which services expect it, and kept by nobody on the way.</summary>
    private static async Task ExplainAsync(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(() =>
        {
            context.Response.Headers.CacheControl = "no-store";
            return Task.CompletedTask;
        });
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException broken) when (!context.Response.HasStarted)
        {
            await ApiProblem.WriteAsync(context, broken.StatusCode, ApiProblem.DetailOf(broken.StatusCode));
        }
        catch (Exception exception) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            // Only its type: a message may quote what somebody wrote.
            LogFailed(
                context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ApiPipeline).FullName!), exception.GetType().Name);
            context.Response.Clear();
            await ApiProblem.WriteAsync(context, StatusCodes.Status500InternalServerError, "Something went wrong here. Nothing is known to be saved.");
        }

        if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null } response)
        {
            await ApiProblem.WriteAsync(context, response.StatusCode, ApiProblem.DetailOf(response.StatusCode));
        }
    }

    /// <summary>A browser says from where it was sent; no page of another site has any business here, even with a token.</summary>
    private static Task RefuseOtherSitesAsync(HttpContext context, RequestDelegate next) =>
        SameOrigin.IsForeign(context.Request)
            ? ApiProblem.WriteAsync(context, StatusCodes.Status403Forbidden, "Pages of other sites can't use this API.")
            : next(context);

    [LoggerMessage(LogLevel.Error, "A request of the event API failed: {Exception}.")]
    private static partial void LogFailed(ILogger logger, string exception);
}
