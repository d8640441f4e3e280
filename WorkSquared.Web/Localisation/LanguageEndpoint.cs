using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace WorkSquared.Web.Localisation;

/// <summary>Keeps the language a person has chosen, in a cookie of their browser.</summary>
internal static class LanguageEndpoint
{
    // No token is asked for, so that a page without its circuit, or one that is days old, can do it too. What another site could do over plain
    // HTTP, where a browser may not say where a form comes from, is change the language of the page.
    public static void MapLanguage(this IEndpointRouteBuilder endpoints) => endpoints.MapPost("/language", Choose).AllowAnonymous().DisableAntiforgery();

    private static Results<RedirectHttpResult, ValidationProblem> Choose([FromForm] string language, HttpContext request, TimeProvider time, IStringLocalizer<Wording> L)
    {
        if (!Languages.Known.Any(known => known.Name == language))
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["language"] = [L["There is no such language."]] });
        }

        request.Response.Cookies.Append(
            CookieRequestCultureProvider.DefaultCookieName,
            CookieRequestCultureProvider.MakeCookieValue(new RequestCulture("", language)),
            new CookieOptions { Expires = time.GetUtcNow().AddYears(1), HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = request.Request.IsHttps, IsEssential = true });

        // Where there is a script, it loads the page anew that the person is on.
        return TypedResults.LocalRedirect("~/");
    }
}
