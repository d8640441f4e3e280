namespace WorkSquared.Core.Usage;

/// <summary>What each store may use on a day (UTC): section <c>WorkSquared:Budget</c>.</summary>
public sealed class BudgetOptions
{
    public const string SectionName = "WorkSquared:Budget";

    public const string DefaultCurrency = "USD";

    /// <summary>Input and output together; null for no limit.</summary>
    public long? DailyTokens { get; set; }

    /// <summary>Null for no limit.</summary>
    public decimal? DailyCost { get; set; }

    /// <summary>Of the costs: that of the price table, <c>WorkSquared:Llm:Currency</c>.</summary>
    public string Currency { get; set; } = DefaultCurrency;
}
