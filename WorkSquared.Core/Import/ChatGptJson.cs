using System.Text.Json;
using System.Text.RegularExpressions;

namespace WorkSquared.Core.Import;

/// <summary>Reads JSON of which nothing is certain: what is missing or of another kind is null.</summary>
internal static partial class ChatGptJson
{
    // What fits into a date, and with room on both sides.
    private const double MaxSeconds = 32_503_680_000;

    public static string? TextOf(this JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value.Text() : null;

    /// <summary>Null for what is no text. Half a character, which exports do have, becomes the replacement character.</summary>
    public static string? Text(this JsonElement value)
    {
        if (value.ValueKind is not JsonValueKind.String)
        {
            return null;
        }

        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            var whole = Surrogates().Replace(value.GetRawText(), pair => pair.Length == PairLength || pair.Value[1] != 'u' ? pair.Value : "\\ufffd");
            return JsonSerializer.Deserialize(whole, ChatGptStrings.Default.String);
        }
    }

    public static JsonElement? ObjectOf(this JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Object ? value : null;

    public static IEnumerable<JsonElement> ListOf(this JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Array
            ? value.EnumerateArray()
            : [];

    public static bool IsTrue(this JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.True;

    /// <summary>Seconds since 1970, with a fraction.</summary>
    public static DateTimeOffset? TimeOf(this JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Number
            && value.TryGetDouble(out var seconds) && seconds is > 0 and < MaxSeconds
            ? DateTimeOffset.UnixEpoch.AddSeconds(seconds)
            : null;

    private const int PairLength = 12;

    // Escapes of other kinds are matched as well, so that "\\ud800", which is text, is not taken for one.
    [GeneratedRegex(@"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[dD][89a-fA-F][0-9a-fA-F]{2}|\\[^u]", RegexOptions.NonBacktracking)]
    private static partial Regex Surrogates();
}

[System.Text.Json.Serialization.JsonSerializable(typeof(string))]
internal sealed partial class ChatGptStrings : System.Text.Json.Serialization.JsonSerializerContext;
