using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Log;

namespace WorkSquared.Core.Usage;

/// <summary>The ledger: each attempt with what it may use at most, then with what it used, and their sums by day.</summary>
/// <remarks>An attempt of which nobody knows what the provider billed keeps its reservation.</remarks>
internal sealed class UsageProjection : IProjection
{
    private const string Reserve =
        """
        INSERT INTO usage (store_id, turn_id, number, conversation_id, member, model_id, day, is_settled, input_tokens, cached_input_tokens,
                           output_tokens, cost_micros, currency)
        SELECT @p1, @p2, @p3, t.conversation_id, t.asked_by, @p4, @p5, FALSE, @p6, 0, @p7, @p8, @p9
        FROM turns t WHERE t.store_id = @p1 AND t.id = @p2
        ON CONFLICT (store_id, turn_id, number) DO NOTHING
        """;

    private const string IsOpen = "SELECT 1 FROM usage WHERE store_id = @p1 AND turn_id = @p2 AND number = @p3 AND NOT is_settled";

    private const string Settle =
        """
        UPDATE usage SET is_settled = TRUE, input_tokens = @p4, cached_input_tokens = @p5, output_tokens = @p6, cost_micros = @p7, currency = @p8
        WHERE store_id = @p1 AND turn_id = @p2 AND number = @p3
        """;

    private const string Newest = "SELECT COALESCE(MAX(number), 0) FROM usage WHERE store_id = @p1 AND turn_id = @p2";

    // Adds the attempt's row to the sums of its day with 1, and takes it out of them with -1.
    private const string Sum =
        """
        INSERT INTO usage_days (store_id, day, member, model_id, currency, requests, input_tokens, cached_input_tokens, output_tokens,
                                reserved_tokens, cost_micros)
        SELECT store_id, day, member, model_id, currency, @p4, @p4 * input_tokens, @p4 * cached_input_tokens, @p4 * output_tokens,
               CASE WHEN is_settled THEN 0 ELSE @p4 * (input_tokens + output_tokens) END, @p4 * cost_micros
        FROM usage WHERE store_id = @p1 AND turn_id = @p2 AND number = @p3
        ON CONFLICT (store_id, day, member, model_id, currency) DO UPDATE SET
          requests = requests + excluded.requests,
          input_tokens = input_tokens + excluded.input_tokens,
          cached_input_tokens = cached_input_tokens + excluded.cached_input_tokens,
          output_tokens = output_tokens + excluded.output_tokens,
          reserved_tokens = reserved_tokens + excluded.reserved_tokens,
          cost_micros = cost_micros + excluded.cost_micros
        """;

    public IReadOnlyList<string> Tables { get; } = ["usage", "usage_days"];

    /// <summary>The day that an event's time belongs to.</summary>
    public static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);

    public void Apply(CommittedEvent committed, WriteSession session)
    {
        if (committed.CausationId is not { } turn)
        {
            return;
        }

        switch (committed.Data)
        {
            case LLMResponseStarted started:
                Open(session, committed.StoreId, turn, started);
                break;
            case LLMResponseReceived { Metadata: var metadata }:
                Close(session, committed.StoreId, turn, metadata.Attempt, metadata.Usage);
                break;
            case LLMResponseDelayed { Usage: { } usage, Attempt: var attempt }:
                Close(session, committed.StoreId, turn, attempt, usage);
                break;
            case LLMResponseFailed { Usage: { } usage }:
                Close(session, committed.StoreId, turn, session.Count(Newest, committed.StoreId, turn), usage);
                break;
            case LLMResponseCancelled { Usage: { } usage }:
                Close(session, committed.StoreId, turn, session.Count(Newest, committed.StoreId, turn), usage);
                break;
        }
    }

    private static void Open(WriteSession session, string store, Guid turn, LLMResponseStarted started)
    {
        var reserved = started.Reservation;
        var rows = session.Execute(
            Reserve, store, turn, started.Attempt, started.ModelId, DayOf(started.CreatedAt), reserved?.InputTokens ?? 0, reserved?.OutputTokens ?? 0,
            Micros.Of(reserved?.Cost), reserved?.Currency ?? "");
        if (rows > 0)
        {
            session.Execute(Sum, store, turn, started.Attempt, 1);
        }
    }

    private static void Close(WriteSession session, string store, Guid turn, int attempt, TokenUsage? usage)
    {
        if (usage is null || !session.Exists(IsOpen, store, turn, attempt))
        {
            return;
        }

        session.Execute(Sum, store, turn, attempt, -1);
        session.Execute(
            Settle, store, turn, attempt, usage.InputTokens, usage.CachedInputTokens ?? 0, usage.OutputTokens, Micros.Of(usage.Cost), usage.Currency ?? "");
        session.Execute(Sum, store, turn, attempt, 1);
    }
}
