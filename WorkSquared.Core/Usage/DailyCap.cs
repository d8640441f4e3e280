using System.Globalization;
using Microsoft.Extensions.Options;
using WorkSquared.Core.Log;
using WorkSquared.Core.Turns;

namespace WorkSquared.Core.Usage;

/// <summary>Says whether a request still fits a store's day.</summary>
/// <remarks>Ask inside the transaction that records the reservation: the one writer lets no two requests take the same last tokens.</remarks>
internal sealed class DailyCap(IOptions<BudgetOptions> options)
{
    private const string FindCharged =
        """
        SELECT COALESCE(SUM(input_tokens + output_tokens), 0), COALESCE(SUM(CASE WHEN currency = @p3 THEN cost_micros END), 0)
        FROM usage_days WHERE store_id = @p1 AND day = @p2
        """;

    private readonly BudgetOptions _budget = options.Value;

    /// <param name="at">The time of the event that records the reservation: its day is the one that counts.</param>
    /// <returns>Null when it fits.</returns>
    public TurnFailure? Refuse(WriteSession session, string storeId, Reservation? reservation, DateTimeOffset at)
    {
        if (reservation is null || (_budget.DailyTokens is null && _budget.DailyCost is null))
        {
            return null;
        }

        var charged = session.Find(
            FindCharged, static reader => new Charged(reader.GetInt64(0), reader.GetInt64(1)), storeId, UsageProjection.DayOf(at), _budget.Currency)!;
        if (_budget.DailyTokens is { } tokens && charged.Tokens + reservation.Tokens > tokens)
        {
            return Refusal(charged.Tokens, reservation.Tokens, tokens, "#,0", "tokens", nameof(BudgetOptions.DailyTokens));
        }

        return _budget.DailyCost is { } cost && charged.CostMicros + Micros.Of(reservation.Cost) > Micros.Of(cost)
            ? Refusal(Micros.ToAmount(charged.CostMicros), reservation.Cost ?? 0, cost, "#,0.00####", _budget.Currency, nameof(BudgetOptions.DailyCost))
            : null;
    }

    private static TurnFailure Refusal(decimal charged, decimal needed, decimal cap, string format, string unit, string key)
    {
        // Tomorrow has no more room for it than today.
        if (needed > cap)
        {
            return new TurnFailure(
                TurnFailure.BudgetReached,
                $"This question may take {InWords(needed)} {unit}, and this workspace may use {InWords(cap)} a day. "
                + $"Ask in a new conversation, or let an administrator raise {BudgetOptions.SectionName}:{key}.",
                Retryable: false);
        }

        return new TurnFailure(
            TurnFailure.BudgetReached,
            $"This workspace has used up its budget for today: {InWords(charged)} of {InWords(cap)} {unit}, and this question may take {InWords(needed)}. "
            + $"It starts anew at 00:00 UTC; an administrator can raise {BudgetOptions.SectionName}:{key}.",
            Retryable: true);

        string InWords(decimal amount) => amount.ToString(format, CultureInfo.InvariantCulture);
    }

    private sealed record Charged(long Tokens, long CostMicros);
}
