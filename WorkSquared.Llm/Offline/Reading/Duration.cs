using System.Globalization;
using System.Text.RegularExpressions;

namespace WorkSquared.Llm.Offline.Reading;

/// <summary>How long it may take, in the person's words and in working days.</summary>
internal sealed partial record Duration(string Words, int WorkingDays)
{
    private const int LongestInDays = 5 * 52 * 5;

    private static readonly string[] _numbers =
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

    public static Duration? Find(string text)
    {
        var match = Pattern().Match(text);
        if (!match.Success)
        {
            return null;
        }

        var count = match.Groups["to"].Success ? match.Groups["to"].Value : match.Groups["from"].Value;
        var days = (int)(Parse(count) * DaysOf(match.Groups["unit"].Value));
        return days is > 0 and <= LongestInDays ? new Duration(match.Groups["words"].Value, days) : null;
    }

    private static decimal Parse(string number)
    {
        if (decimal.TryParse(number.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
        {
            return value;
        }

        return Math.Max(1, Array.FindIndex(_numbers, word => word.Equals(number, StringComparison.OrdinalIgnoreCase)));
    }

    private static decimal DaysOf(string unit) => char.ToLowerInvariant(unit[0]) switch
    {
        'd' => 1,
        'w' when unit.StartsWith("working", StringComparison.OrdinalIgnoreCase) => 1,
        'w' => 5,
        's' or 'i' => 10,
        'm' => 65m / 3,
        'q' => 65,
        _ => 260,
    };

    // "2 days per week" is a part of somebody's time, "two-week sprints" a rhythm, "30 days' notice" a term: none is how long it takes.
    [GeneratedRegex(
        @"(?<![\w.,-])(?<!every\s)(?<words>(?<from>" + Reading.Words.Number + @")(?:\s?(?:-|–"
        + @"|to)\s?(?<to>" + Reading.Words.Number + @"))?[\s-]{0,2}"
        + "(?<unit>" + Reading.Words.Unit + @"))\b(?!\s?(?:per|a|each|every|ago|later|notice|sprints?|iterations?|'"
            + @"|’)\b)(?!['’])(?!\s?/)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
