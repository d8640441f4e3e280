using System.Globalization;
using System.Text.RegularExpressions;

namespace WorkSquared.Llm.Offline.Reading;

/// <summary>An amount as the person wrote it, and what it comes to.</summary>
internal sealed partial record Money(string Words, decimal Value, string Currency)
{
    private const decimal Largest = 1_000_000_000_000;

    private const decimal LeastWithoutCurrency = 100;

    /// <summary>What the whole may cost: the first amount that is not a price per day or hour.</summary>
    public static Money? FindBudget(string text) => Find(text, perDay: false);

    public static Money? FindDayRate(string text) => Find(text, perDay: true);

    /// <summary>Another amount in the same currency, in whole units.</summary>
    public string Say(decimal value)
    {
        var digits = Math.Round(value).ToString("#,0", CultureInfo.InvariantCulture);
        return Currency switch
        {
            "" => digits,
            { Length: 1 } => Currency + digits,
            _ => $"{Currency} {digits}",
        };
    }

    private static Money? Find(string text, bool perDay)
    {
        foreach (Match match in Pattern().Matches(text))
        {
            var isDayRate = match.Groups["rate"].Success || match.Groups["per"].Value.Contains("day", StringComparison.OrdinalIgnoreCase);
            var isOtherRate = match.Groups["per"].Success && !isDayRate;
            if (isDayRate == perDay && !isOtherRate && Read(match) is { } money)
            {
                return money;
            }
        }

        return null;
    }

    private static Money? Read(Match match)
    {
        var currency = (match.Groups["before"].Value + match.Groups["after"].Value).Trim();
        var named = match.Groups["budget"].Success || match.Groups["rate"].Success;
        if ((currency.Length == 0 && !named) || !TryParse(match.Groups["number"].Value, out var value))
        {
            return null;
        }

        value *= char.ToLowerInvariant(match.Groups["scale"].Value.FirstOrDefault()) switch
        {
            'k' or 't' => 1000,
            'm' => 1_000_000,
            _ => 1,
        };
        // "Budget 60" is a share or a slip, and not an amount.
        var isAmount = currency.Length > 0 || value >= LeastWithoutCurrency;
        return isAmount && value is > 0 and < Largest ? new Money(match.Groups["words"].Value.Trim(), value, Symbol(currency)) : null;
    }

    private static bool TryParse(string number, out decimal value)
    {
        var digits = number.Replace(" ", "", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal).TrimEnd('.', ',');
        var last = digits.LastIndexOfAny(['.', ',']);

        // Three digits after the last mark are thousands, in both habits of writing; fewer are a fraction.
        var fraction = last >= 0 && digits.Length - last - 1 != 3 ? digits[(last + 1)..] : "";
        var whole = fraction.Length > 0 ? digits[..last] : digits;
        whole = whole.Replace(".", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal);
        return decimal.TryParse($"{whole}.{fraction}0", NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value);
    }

    private static string Symbol(string currency) => currency.ToUpperInvariant() switch
    {
        "EURO" or "EUROS" => "EUR",
        "DOLLAR" or "DOLLARS" => "USD",
        "POUND" or "POUNDS" => "GBP",
        "FRANCS" => "CHF",
        var code => code,
    };

    [GeneratedRegex(
        @"(?:(?<rate>\b(?:day|daily)\s?rate)\b(?:\s(?:of|is|at))?:?\s{0,2}|(?<budget>\bbudget)(?:\s(?:of|is|at|up\sto|about|around"
        + @"|approx\.?|max)){0,2}:?\s{0,2})?"
        + @"(?<words>(?<before>[€$£]|\b(?:EUR|USD|GBP|CHF|SEK|NOK|DKK"
        + @"|PLN)\b)?\s?(?<![\d.,])(?<number>\d{1,3}(?:[., ']\d{3}){1,4}(?:[.,]\d{1,2})?|\d{1,12}(?:[.,]\d{1,2})?)(?![\d.,]{0,12}\s?%)"
        + @"(?:\s?(?<scale>k|m|mn|mio|million|thousand)\b)?(?:\s?(?<after>[€$£]|(?:EUR|USD|GBP|CHF|SEK|NOK|DKK|PLN|euros?|dollars?"
        + @"|pounds?|francs)\b))?)"
        + @"(?<per>\s?(?:/|per\s|a\s)\s?(?:person[\s-])?(?:day|hour|month|week)\b)?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
