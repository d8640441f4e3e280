using System.Text.RegularExpressions;

namespace WorkSquared.Llm.Offline.Reading;

/// <summary>The parts of the work that the person listed, one per line or after a colon.</summary>
internal static partial class ScopeItems
{
    private const int Most = 40;
    private const int Longest = 120;

    public static IReadOnlyList<string> Find(IReadOnlyList<Line> lines)
    {
        var listed = lines.Where(IsPart).Select(line => line.Text).Take(Most).ToList();
        return listed.Count >= 2 ? listed
            : lines.Where(line => !line.IsItem).Select(line => Inline(line.Text)).FirstOrDefault(items => items.Count >= 2) ?? [];
    }

    /// <summary>The text without the listed parts: "Login (3 days)" says nothing of how long the whole may take.</summary>
    public static string Without(string text)
    {
        var lines = Line.ReadAll(text);
        return lines.Count(IsPart) < 2 ? text : string.Join('\n', lines.Where(line => !IsPart(line)).Select(line => line.Text));
    }

    private static bool IsPart(Line line) => line.IsItem && !Facts.IsFact(line.Text);

    private static List<string> Inline(string line)
    {
        if (Introduction().Match(line) is not { Success: true } introduction)
        {
            return [];
        }

        var parts = Separator().Split(introduction.Groups["list"].Value).Select(part => part.Trim().TrimEnd('.'))
            .Where(part => part.Length > 0).ToList();
        var items = parts.Where(part => part.Length <= Longest && !Facts.IsFact(part)).Take(Most).ToList();

        // One thing described in a sentence is a goal, and not a list of parts.
        return items.Count >= 3 || (items.Count == 2 && introduction.Groups["sure"].Success) ? items : [];
    }

    [GeneratedRegex(
        @"(?:(?<sure>\b(?:scope(?:\sis)?|includ(?:es|ing)|consist(?:s|ing)\sof|covering|covers|modules|features|parts|items|workstreams"
        + @"|deliverables|namely)\b:?)|(?<!\d):)\s(?<list>(?:[^.!?\n]|\.(?=\w)){3,600})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Introduction();

    [GeneratedRegex(
        @"\s?[,;]\s(?:and\s|or\s|plus\s)?|\s(?:and|plus|&)\s(?=[^,;]{1,60}$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Separator();
}
