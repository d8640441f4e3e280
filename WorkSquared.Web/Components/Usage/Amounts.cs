using Microsoft.Extensions.Localization;
using WorkSquared.Core.Usage;
using WorkSquared.Web.Localisation;

namespace WorkSquared.Web.Components.Usage;

/// <summary>Counts, money and times as the page's language writes them.</summary>
internal static class Amounts
{
    private static IFormatProvider Numbers => Languages.Current.Numbers;

    public static string Count(long number) => number.ToString("#,0", Numbers);

    public static string Tokens(long number, IStringLocalizer<Wording> L) => number == 1 ? L["1 token"] : L["{0} tokens", Count(number)];

    /// <summary>To the millionth where it takes that: what costs something never reads as nothing.</summary>
    public static string Money(Cost cost) => $"{cost.Amount.ToString("#,0.00####", Numbers)} {cost.Currency}";

    public static string Money(IEnumerable<Cost> costs) => string.Join(" + ", costs.OrderBy(cost => cost.Currency, StringComparer.Ordinal).Select(Money));

    public static string Seconds(long milliseconds) => (milliseconds / 1000m).ToString("0.0", Numbers) + " s";

    public static string Bytes(long number) => number switch
    {
        >= 10L << 30 => (number >> 30).ToString("#,0", Numbers) + " GB",
        >= 1L << 30 => ((decimal)number / (1L << 30)).ToString("0.0", Numbers) + " GB",
        >= 1L << 20 => (number >> 20).ToString("#,0", Numbers) + " MB",
        _ => (number >> 10).ToString("#,0", Numbers) + " KB",
    };
}
