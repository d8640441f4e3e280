using System.Globalization;
using WorkSquared.Core.Usage;

namespace WorkSquared.Web.Components.Usage;

/// <summary>Counts, money and times in words.</summary>
internal static class Amounts
{
    public static string Count(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    public static string Tokens(long number) => $"{Count(number)} {(number == 1 ? "token" : "tokens")}";

    /// <summary>To the millionth where it takes that: what costs something never reads as nothing.</summary>
    public static string Money(Cost cost) => $"{cost.Amount.ToString("#,0.00####", CultureInfo.InvariantCulture)} {cost.Currency}";

    public static string Money(IEnumerable<Cost> costs) => string.Join(" + ", costs.OrderBy(cost => cost.Currency, StringComparer.Ordinal).Select(Money));

    public static string Seconds(long milliseconds) => (milliseconds / 1000m).ToString("0.0", CultureInfo.InvariantCulture) + " s";
}
