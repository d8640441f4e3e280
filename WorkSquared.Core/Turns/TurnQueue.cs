using System.Data.Common;
using WorkSquared.Core.Events;
using WorkSquared.Core.Log;

namespace WorkSquared.Core.Turns;

internal sealed class TurnQueue(LogWriter writer, SnapshotReader snapshots, InstanceId instance, TimeProvider time) : ITurnQueue
{
    // Only the first open turn of a conversation is free, unless it is to be stopped anyway. Stores take turns: the one with the
    // fewest answers under way goes first, then the next after the one served last. The last free slot is for a store with none under way,
    // where there is more than one store: long answers of one must not keep the others waiting. A claim of this very process ends only when it is
    // released: it alone has the database, and a clock that jumps must not make it work on a turn twice. A turn that was put off is free
    // when it is due, or when it claims to be due later than anything is ever put off: then the clock was set back. A turn keeps the model of its
    // first attempt, whatever is chosen for the conversation meanwhile.
    private const string FindFree =
        $"""
        SELECT t.store_id, t.conversation_id, t.id, t.question_id, t.attempts, t.asked_by, t.stop_requested, COALESCE(c.epoch, 0), t.delays,
               COALESCE(NULLIF(t.model_id, ''), t.requested_model, s.model)
        FROM turns t LEFT JOIN claims c ON c.store_id = t.store_id AND c.turn_id = t.id
          LEFT JOIN conversation_settings s ON s.store_id = t.store_id AND s.conversation_id = t.conversation_id
        WHERE t.state = 0 AND (c.owner IS NULL OR c.owner <> @p1 OR c.lease_until = @p2)
          AND (t.stop_requested = @p3 OR (
            (t.due_at IS NULL OR t.due_at <= @p5 OR t.due_at > @p6)
            AND NOT EXISTS (
              SELECT 1 FROM turns e WHERE e.store_id = t.store_id AND e.conversation_id = t.conversation_id AND e.state = 0
                AND e.position < t.position)))
          AND (@p7 = FALSE OR t.stop_requested = @p3 OR (SELECT count(*) FROM stores WHERE id <> '{InstanceStore.Id}') = 1 OR NOT EXISTS (
            SELECT 1 FROM claims r WHERE r.store_id = t.store_id AND r.owner = @p1 AND r.lease_until <> @p2))
        ORDER BY (SELECT count(*) FROM claims r WHERE r.store_id = t.store_id AND r.owner = @p1 AND r.lease_until <> @p2),
                 t.store_id <= @p4, t.store_id, t.position
        LIMIT 1
        """;

    private const string Claim =
        """
        INSERT INTO claims (store_id, turn_id, epoch, owner, lease_until) VALUES (@p1, @p2, @p3, @p4, @p5)
        ON CONFLICT (store_id, turn_id) DO UPDATE SET epoch = excluded.epoch, owner = excluded.owner, lease_until = excluded.lease_until
        """;

    // Not one that was given back a moment ago: nobody would ever release it again.
    private const string Renew =
        "UPDATE claims SET lease_until = @p5 WHERE store_id = @p1 AND turn_id = @p2 AND epoch = @p3 AND owner = @p4 AND lease_until <> @p6";

    private const string IsStopped = "SELECT 1 FROM turns WHERE store_id = @p1 AND id = @p2 AND stop_requested = @p3";

    // The writer's thread alone reads and writes it.
    private string _servedLast = "";

    public Task<TurnClaim?> ClaimNextAsync(TimeSpan lease, bool isLastSlot, CancellationToken cancellationToken) => writer.ExecuteAsync(
        session =>
        {
            var now = time.GetUtcNow();
            if (session.Find(FindFree, ReadClaim, instance.Value, ClaimFence.Released, true, _servedLast, now, now + Delay.Longest, isLastSlot) is not { } free)
            {
                return null;
            }

            var claim = free with { Epoch = free.Epoch + 1 };
            session.Execute(Claim, claim.StoreId, claim.TurnId, claim.Epoch, instance.Value, now + lease);
            _servedLast = claim.StoreId;

            // Only here: the queue is asked every second, and an answer of "nothing" is worth no span.
            TurnTrace.Start("turn.claim", claim)?.Dispose();
            return claim;
        },
        cancellationToken);

    public Task<ClaimState> RenewAsync(TurnClaim claim, TimeSpan lease, CancellationToken cancellationToken) => writer.ExecuteAsync(
        session =>
        {
            if (session.Execute(Renew, claim.StoreId, claim.TurnId, claim.Epoch, instance.Value, time.GetUtcNow() + lease, ClaimFence.Released) == 0)
            {
                return ClaimState.Lost;
            }

            return session.Exists(IsStopped, claim.StoreId, claim.TurnId, true) ? ClaimState.StopRequested : ClaimState.Held;
        },
        cancellationToken);

    public async Task ReleaseAsync(TurnClaim claim, CancellationToken cancellationToken)
    {
        using var span = TurnTrace.Start("turn.release", claim);
        await writer.ExecuteAsync(
            session =>
            {
                ClaimFence.GiveBack(session, claim, instance);
                return true;
            },
            cancellationToken);
    }

    public async Task<bool> SaveDraftAsync(TurnClaim claim, int attempt, string text, CancellationToken cancellationToken)
    {
        using var span = TurnTrace.Start("turn.draft", claim);
        return await writer.ExecuteAsync(
            session => ClaimFence.Holds(session, claim, instance) && SavedDraft.Save(session, claim, attempt, text),
            cancellationToken);
    }

    public Task<TurnHistory> ReadHistoryAsync(TurnClaim claim, int limit, CancellationToken cancellationToken) =>
        snapshots.ReadEverythingAsync(context => HistoryReader.Read(context, claim, limit), cancellationToken);

    private static TurnClaim ReadClaim(DbDataReader reader) => new(
        StoreId: reader.GetString(0),
        ConversationId: reader.GetId(1),
        TurnId: reader.GetId(2),
        QuestionId: reader.GetId(3),
        Epoch: reader.GetInt64(7),
        Attempts: reader.GetInt32(4),
        Delays: reader.GetInt32(8),
        AskedBy: new Actor(reader.GetString(5)),
        StopRequested: reader.GetBoolean(6))
    {
        ChosenModel = reader.IsDBNull(9) ? null : reader.GetString(9),
    };
}
