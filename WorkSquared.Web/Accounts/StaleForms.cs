using Microsoft.AspNetCore.Antiforgery;

namespace WorkSquared.Web.Accounts;

internal static class StaleForms
{
    private static readonly PathString[] _pages = [AccountAddress.Setup, AccountAddress.SignIn, AccountAddress.Join, AccountAddress.Reset, AccountAddress.Own];

    /// <summary>Shows the form of an account page anew when it was posted without the token that goes with the browser's cookie: it is from before
    /// somebody else signed in here, or the cookie has gone. The framework would answer with an empty page.</summary>
    public static void UseStaleForms(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var isOurs = HttpMethods.IsPost(context.Request.Method) && context.Request.HasFormContentType && Array.Exists(_pages, page => context.Request.Path.StartsWithSegments(page));
        if (isOurs && !await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context))
        {
            context.Response.StatusCode = StatusCodes.Status303SeeOther;
            context.Response.Headers.Location = context.Request.PathBase + context.Request.Path + context.Request.QueryString;
            return;
        }

        await next(context);
    });
}
