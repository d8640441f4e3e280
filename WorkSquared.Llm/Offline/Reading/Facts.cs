using System.Text.RegularExpressions;

namespace WorkSquared.Llm.Offline.Reading;

/// <summary>Tells the conditions of the work (time, money, people) from the work itself.</summary>
internal static partial class Facts
{
    /// <summary>Whether this piece only says how long, by when, for how much or with whom.</summary>
    public static bool IsFact(string piece) => Whole().IsMatch(piece);

    /// <summary>The piece without the conditions that follow the work it names.</summary>
    public static string CutOff(string piece) => Tail().Match(piece) is { Success: true } tail ? piece[..tail.Index] : piece;

    [GeneratedRegex(
        @"\A\s{0,3}(?:and\s|with\s|we\shave\s|it\s)?(?:an?\s|the\s)?(?:(?:in|within|over|for|during|about|around|approx\.?|max|duration"
        + @"|lasting|takes)\s?:?\s?){0,3}(?:" + Words.Number + @"(?:\s?(?:-|–|to)\s?" + Words.Number + @")?[\s-]?" + Words.Unit
        + @"\b[^,;]{0,20}\z|(?:the\s)?" + Words.Date + @"\b[^,;]{0,12}\z|(?:budget|starts|starting|begins|beginning|deadline|due|by"
        + @"|until|before|ends|day\srate|rate|timeline|duration|team\sof)\b(?:\s|:)|(?:go-?live|start|begin|end)\s(?:on|in|by|at|is|of)\s"
        + @"|(?:client|customer|sponsor|project\s(?:manager|lead)|product\sowner|team|start|end|go-?live)(?:\s(?:is|are)\s|\s?[:=])"
        + @"|(?:[€$£]|EUR|USD|GBP|CHF)\s?\d|\d[\d.,' ]{0,12}\s?(?:k|m)?\s?(?:[€$£]|EUR|USD|GBP|CHF|euros?|dollars?)"
        + @"|" + Words.Number + @"\s(?:people|persons|consultants|developers|engineers|analysts|FTEs?|testers)\b)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Whole();

    [GeneratedRegex(
        @"\s(?:\(?(?:in|within|over|for|during|takes?)\s(?:about\s|around\s|only\s|just\s|the\snext\s|max\s|under\s"
        + @"|less\sthan\s)?" + Words.Number + @"(?:\s?(?:-|–|to)\s?" + Words.Number + @")?[\s-]?" + Words.Unit + @"\b"
        + @"|(?:start(?:s|ing)?|begin(?:s|ning)?)\s(?:on\s|in\s|from\s)?(?:the\s)?" + Words.Date
        + @"|(?:by|until|before|from|no\slater\sthan|due)\s(?:the\s)?" + Words.Date
        + @"|(?:with|on|at|for|under)\s(?:an?\s|the\s)?(?:total\s|fixed\s)?(?:budget|team\sof|day\srate|deadline|[€$£]\s?\d|(?:EUR|USD"
        + @"|GBP|CHF)\s?\d)"
        + @"|(?:with|and)\s(?:" + Words.Number + @")\s(?:people|persons|consultants|developers|engineers|analysts|FTEs?)\b"
        + @"|(?:into|as|to)\s(?:a\slist\sof\s|small(?:er)?\s|concrete\s|manageable\s)?(?:tasks|steps|work\spackages|a\s(?:backlog|table"
        + @"|to-?do\slist|task\slist)|stories|user\sstories)\b"
        + @"|(?:including|covering|consisting\sof|please|thanks)\b)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Tail();
}
