using System.Globalization;
using System.Text.RegularExpressions;

namespace WorkSquared.Llm.Offline.Engagements;

/// <summary>A part of the work that the person listed, with a size in person-days.</summary>
/// <param name="Basis">Where the size comes from.</param>
/// <param name="IsGiven">The size is the person's own, and not the usual one for such work.</param>
internal sealed partial record WorkItem(string Name, WorkSort Sort, string Basis, decimal Best, decimal Likely, decimal Worst, bool IsGiven)
{
    // In half days, so that the column adds up to what stands below it.
    public decimal Expected => HalfDays((Best + (4 * Likely) + Worst) / 6);

    public static WorkItem Of(string words)
    {
        var sort = WorkSort.Of(words);
        if (GivenSize().Match(words) is not { Success: true } given)
        {
            return new WorkItem(words, sort, $"usual: {sort.Label}", sort.Best, sort.Likely, sort.Worst, IsGiven: false);
        }

        var rest = words.Remove(given.Index, given.Length).Trim(' ', ':', '-', '–', ',', '(', ')');
        var name = rest.Length > 0 ? rest : words;
        var (low, high) = SizeOf(given);

        // A single figure is what somebody hopes for: work is rarely much shorter and often longer.
        return low < high
            ? new WorkItem(name, sort, "your range", low, (low + high) / 2, high, IsGiven: true)
            : new WorkItem(name, sort, "your figure, −20/+50 %", low * 0.8m, low, low * 1.5m, IsGiven: true);
    }

    public static decimal HalfDays(decimal days) => Math.Round(days * 2, MidpointRounding.AwayFromZero) / 2;

    private static (decimal Low, decimal High) SizeOf(Match given)
    {
        var inDays = char.ToLowerInvariant(given.Groups["unit"].Value[0]) switch { 'h' => 0.125m, 'w' => 5m, _ => 1m };
        var low = Parse(given.Groups["low"].Value) * inDays;
        var high = given.Groups["high"].Success ? Parse(given.Groups["high"].Value) * inDays : low;
        return (Math.Min(low, high), Math.Max(low, high));
    }

    private static decimal Parse(string number) =>
        decimal.Parse(number.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"[\s(:–-]{1,3}(?:ca\.?\s|about\s|approx\.?\s|~\s?)?(?<low>[0-9]{1,3}(?:[.,][0-9])?)(?:\s?(?:-|–"
        + @"|to)\s?(?<high>[0-9]{1,3}(?:[.,][0-9])?))?\s?(?<unit>(?:person[\s-]|man[\s-])?days?|PDs?|PT|d|hours?|hrs?|h|weeks?)\b\)?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex GivenSize();
}
