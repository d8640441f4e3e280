using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.Localization;
using WorkSquared.Web.Health;
using WorkSquared.Web.Localisation;
using WorkSquared.Web.Requests;

namespace WorkSquared.Web.Accounts;

internal static class SetupGate
{
    private static readonly string[] _open = [AccountAddress.Setup, HealthAddress.Alive, HealthAddress.Ready, "/language", PolicyReports.Address];

    /// <summary>Until there is an administrator nothing answers but the page that makes one, files and health.</summary>
    public static void UseSetup(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (IsOpen(context) || await context.RequestServices.GetRequiredService<SetupState>().IsDoneAsync(context.RequestAborted))
        {
            await next(context);
        }
        else if (PageRequest.Is(context.Request))
        {
            context.Response.Redirect(AccountAddress.Setup);
        }
        else
        {
            var L = context.RequestServices.GetRequiredService<IStringLocalizer<Wording>>();
            await TypedResults.Problem(L["This server has not been set up yet. Open it in a browser."], statusCode: StatusCodes.Status403Forbidden)
                .ExecuteAsync(context);
        }
    });

    private static bool IsOpen(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null
        || _open.Contains(context.Request.Path.Value, StringComparer.OrdinalIgnoreCase);
}
