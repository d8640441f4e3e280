using Microsoft.Extensions.Localization;
using WorkSquared.Web.Localisation;

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
            var L = context.RequestServices.GetRequiredService<IStringLocalizer<Wording>>();
            await TypedResults.Problem(L["This request did not arrive whole. Send it again."], statusCode: broken.StatusCode).ExecuteAsync(context);
        }
    });
}
