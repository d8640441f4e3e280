using System.Text.RegularExpressions;

namespace WorkSquared.Llm.Offline.Reading;

/// <summary>Finds the dates that bound the work, in the person's own words: they are never turned into a calendar date.</summary>
internal static partial class Appointment
{
    public static string? FindStart(string text) => Find(Start(), text);

    public static string? FindDeadline(string text) => Find(Deadline(), text);

    private static string? Find(Regex pattern, string text) =>
        pattern.Match(text) is { Success: true } match ? match.Groups["date"].Value : null;

    [GeneratedRegex(
        @"\b(?:start(?:s|ing|ed)?|begin(?:s|ning)?|kick-?off|as\sof|from|commenc(?:es|ing))(?:\sdate)?(?:\s(?:is|on|in|at"
        + @"|from)){0,2}:?\s(?:the\s)?(?<date>" + Words.Date + @")(?!\w)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Start();

    [GeneratedRegex(
        @"\b(?:by|until|till|before|no\slater\sthan|deadline|due(?:\sdate)?|go-?live|end(?:s|ing)?|finish(?:es|ed)?|complet(?:e|ed)"
        + @"|done|ready|live|launch(?:es)?)(?:\s(?:is|of|on|by|in|at|planned|date|for)){0,3}:?\s(?:the\s)?(?<date>"
        + Words.Date + @")(?!\w)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Deadline();
}
