using System.Text.RegularExpressions;

namespace WorkSquared.Tests.Support;

/// <summary>What a browser sends when somebody presses the button of a plain form.</summary>
internal static partial class PostedForm
{
    /// <param name="shown">The page that has the form.</param>
    /// <param name="name">The form's own, of which a page may have several.</param>
    public static FormUrlEncodedContent Of(string shown, string name, params IEnumerable<(string Name, string Value)> fields) =>
        WithToken(TokenIn(shown), name, fields);

    public static FormUrlEncodedContent WithToken(string token, string name, params IEnumerable<(string Name, string Value)> fields) => new(
    [
        new("_handler", name),
        new("__RequestVerificationToken", token),
        .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value)),
    ]);

    public static string TokenIn(string shown) => Token().Match(shown).Groups[1].Value;

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
