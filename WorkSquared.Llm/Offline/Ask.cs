using System.Text.RegularExpressions;
using WorkSquared.Llm.Offline.Reading;

namespace WorkSquared.Llm.Offline;

/// <summary>The part of a message that says what is wanted; what was pasted with it only confuses the choice.</summary>
internal static partial class Ask
{
    private const int Longest = 500;

    /// <summary>The first lines up to a blank one, and the last paragraph where it is a request.</summary>
    public static string Of(string message)
    {
        var paragraphs = message.Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (paragraphs.Length == 0)
        {
            return "";
        }

        var first = Cut(WithoutList(paragraphs[0]));
        var last = Cut(paragraphs[^1]);
        return paragraphs.Length > 1 && IsRequest(last) ? $"{first}\n{last}" : first;
    }

    public static bool IsRequest(string text) => Request().IsMatch(text);

    /// <summary>Whether it wants something the playbook can't do, though it may use the words of one of its plays.</summary>
    public static bool IsForeign(string ask) => Foreign().IsMatch(ask);

    private static string WithoutList(string paragraph)
    {
        var lines = paragraph.Split('\n');
        var kept = lines.TakeWhile((line, index) => index == 0 || !Line.ReadAll(line).Any(read => read.IsItem));
        return string.Join('\n', kept);
    }

    private static string Cut(string text) => text[..Math.Min(text.Length, Longest)];

    [GeneratedRegex(
        @"\A\s{0,4}(?:(?:hi|hello|hey|ok|okay|so|now|then|also|and)\b[\s,!.]{0,3}){0,3}(?:please|pls|can\s(?:you|we)|could\s(?:you|we)"
        + @"|would\syou|will\syou|help\s(?:me|us)|(?:i|we)(?:['’]d|\swould)?\s(?:need|want|like)\b|let['’]?s"
        + @"|plan|make|write|create|draft|turn|convert|give|show|what|which|how|where|break|split|decompose|estimate|list|extract"
        + @"|summari[sz]e|prepare|identify|assess|outline|propose|generate|add|find|organi[sz]e|set\sup)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Request();

    [GeneratedRegex(
        @"\A\s{0,4}(?:(?:please|pls|hi|hello|hey|can\syou|could\syou|would\syou|and|now)\b[\s,]{0,2}){0,3}(?:(?:translate|proof-?read"
        + @"|explain|define|debug|compile|refactor|spell|pronounce|paint|sing|play|book|order|buy|forget|ignore)\b"
        + @"|(?:write|tell|compose|make|generate|create|give|show)\s(?:me\s|us\s)?(?:an?|the|some|another)\s(?:\w{2,12}\s){0,2}(?:poem"
        + @"|song|joke|haiku|story|limerick|function|script|query|regex|class|unit\stest|picture|image|logo)s?\b"
        + @"|(?:what['’]s|what\sis|what\sare)\s(?:(?:an?|the\s(?:meaning|definition|difference|capital|weather|time))\b[^\n]{0,40}\z"
        + @"|\w{1,20}(?:\s\w{1,20})?\?\z)|what\sdoes\s[^\n]{1,60}\smean|(?:who|why)\b)"
        + @"|\b(?:plan|planning|plans)\s(?:for\s)?(?:an?\s|the\s|my\s|our\s|some\s)?(?:\w{2,12}\s)?(?:holidays?|vacation|wedding"
        + @"|birthday|trip|dinner|lunch|party|meals?|diet|workout|weekend|honeymoon)\b(?!\s(?:app|site|portal|platform|system|software"
        + @"|tool|booking))"
        + @"|\b(?:meal|diet|workout|training|lesson|pension|floor|phone|retirement|savings|seating|tariff|health)\splan\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Foreign();
}
