using System.Globalization;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.Primitives;

namespace WorkSquared.Web.Localisation;

/// <summary>What the page can be read in: as the person has chosen, or the first language of the browser's that it knows, or
/// English.</summary>
internal static class Languages
{
    public const string Default = "en";

    /// <summary>Adding one: docs/languages.md.</summary>
    public static IReadOnlyList<Language> Known { get; } =
    [
        new(Default, "English", Group: ",", Decimal: "."),
        new("de", "Deutsch", Group: ".", Decimal: ","),
    ];

    public static Language Current => Known.FirstOrDefault(language => language.Name == CultureInfo.CurrentUICulture.Name) ?? Known[0];

    public static void UseLanguages(this IApplicationBuilder app) => app.UseRequestLocalization(options =>
    {
        options.DefaultRequestCulture = new RequestCulture(Default);
        options.SupportedUICultures = [.. Known.Select(language => new CultureInfo(language.Name))];

        // Numbers and dates on the server stay as they are written in events and files; the page writes its own by Current and in scripts.
        options.SupportedCultures = [CultureInfo.InvariantCulture];
        options.ApplyCurrentCultureToResponseHeaders = true;
        options.RequestCultureProviders = [new CookieRequestCultureProvider(), new CustomRequestCultureProvider(AskedForAsync)];
    });

    // Without the data of cultures nobody knows that de-AT is a kind of de, so the first part of the name decides.
    private static Task<ProviderCultureResult?> AskedForAsync(HttpContext request)
    {
        var accepted = request.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(language => language.Quality ?? 1);
        List<StringSegment> names = [.. accepted.Select(language => new StringSegment(language.Value.Value!.Split('-')[0].ToLowerInvariant()))];
        return Task.FromResult(names.Count == 0 ? null : new ProviderCultureResult(names));
    }
}
