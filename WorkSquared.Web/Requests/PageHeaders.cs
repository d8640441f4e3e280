using Microsoft.AspNetCore.StaticAssets;
using WorkSquared.Web.Api;

namespace WorkSquared.Web.Requests;

internal static class PageHeaders
{
    // Styles may be inline because MudThemeProvider writes its variables into a style element; so no text of a person may ever become CSS.
    // base-uri is 'self' because pages below the root find their parts through it.
    // No script of ours is inline, so none needs a nonce: 'self' alone is the stricter rule, as long as nothing that people send is served from here as
    // script.
    private const string ContentSecurityPolicy =
        $"default-src 'none'; {Scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        + "font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'self'; form-action 'self'; "
        + "frame-ancestors 'none'; object-src 'none'; report-uri " + PolicyReports.Address;

    private const string Scripts = "script-src 'self'";

    public static void UsePageHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        // Set as the response starts: the handlers of errors clear what was set before.
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = ApiReference.NonceOf(context) is { } nonce
                ? ContentSecurityPolicy.Replace(Scripts, $"{Scripts} 'nonce-{nonce}'", StringComparison.Ordinal)
                : ContentSecurityPolicy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            if (context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
            {
                // What people wrote is on no disk between here and them, and not on theirs once they have gone.
                headers.CacheControl = "no-store";
            }

            // A browser would hold every other program on this machine to it, too.
            if (context.Request.IsHttps && context.Request.Host.Host != "localhost")
            {
                headers.StrictTransportSecurity = "max-age=31536000";
            }

            return Task.CompletedTask;
        });
        return next(context);
    });
}
