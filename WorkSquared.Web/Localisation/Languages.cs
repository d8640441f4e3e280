using System.Globalization;

namespace WorkSquared.Web.Localisation;

/// <summary>The page speaks the first language of the browser's that it knows, and English otherwise.</summary>
internal static class Languages
{
    public const string Default = "en";

    private static readonly CultureInfo[] _known = [new(Default), new("de")];

    // Of a culture without data the name alone is right.
    public static string Current => CultureInfo.CurrentUICulture.Name;

    public static void UseLanguages(this IApplicationBuilder app) => app.UseRequestLocalization(options =>
    {
        options.DefaultRequestCulture = new(Default);
        options.SupportedUICultures = _known;

        // Numbers and dates on the server stay as they are written in events and files; the browser writes those that a reader sees.
        options.SupportedCultures = [CultureInfo.InvariantCulture];
        options.ApplyCurrentCultureToResponseHeaders = true;
    });
}
