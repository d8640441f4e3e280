using Scalar.AspNetCore;

namespace WorkSquared.Web.Api;

/// <summary>The API's document as a page to read and to try it with, for whoever writes a service: in Development alone.</summary>
internal static class ApiReference
{
    public const string Address = "/scalar";

    public static void MapApiReference(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment())
        {
            return;
        }

        app.MapScalarApiReference(Address, reference =>
        {
            reference.Title = "Work Squared: event API";

            // Its only inline script; everything else that it would load from elsewhere is off.
            reference.DynamicNonce = true;
            reference.DefaultFonts = false;
            reference.Telemetry = false;
            reference.HideClientButton = true;
            reference.ShowDeveloperTools = DeveloperToolsVisibility.Never;
            reference.DisableAgent().DisableMcp();
        });
    }

    /// <summary>What lets the page's own inline script run; null for every other page.</summary>
    public static string? NonceOf(HttpContext context) => context.Items[ScalarOptions.NonceHttpContextItemKey] as string;
}
