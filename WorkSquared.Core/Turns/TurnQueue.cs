using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using WorkSquared.Core.Events;
using WorkSquared.Core.Log;

namespace WorkSquared.Core.Turns;

internal sealed class TurnQueue(LogWriter writer, SnapshotReader snapshots, InstanceId instance, TimeProvider time) : ITurnQueue
{
    // Only the first open turn of a conversation is free, unless it is to be stopped anyway. Stores take turns: the one with the
    // fewest answers under way goes first, then the next after the one served last. A claim of this very process ends only when it is
    // released: it alone has the database, and a clock that jumps must not make it work on a turn twice.
    private const string FindFree =
        """
        SELECT t.store_id, t.conversation_id, t.id, t.question_id, t.attempts, t.asked_by, t.stop_requested, COALESCE(c.epoch, 0)
        FROM turns t LEFT JOIN claims c ON c.store_id = t.store_id AND c.turn_id = t.id
        WHERE t.state = 0 AND (c.owner IS NULL OR c.owner <> @p1 OR c.lease_until = @p2)
          AND (t.stop_requested = @p3 OR NOT EXISTS (
            SELECT 1 FROM turns e WHERE e.store_id = t.store_id AND e.conversation_id = t.conversation_id AND e.state = 0
              AND e.position < t.position))
        ORDER BY (SELECT count(*) FROM claims r WHERE r.store_id = t.store_id AND r.owner = @p1 AND r.lease_until <> @p2),
                 t.store_id <= @p4, t.store_id, t.position
        LIMIT 1
        """;

    private const string Claim =
        """
        INSERT INTO claims (store_id, turn_id, epoch, owner, lease_until) VALUES (@p1, @p2, @p3, @p4, @p5)
        ON CONFLICT (store_id, turn_id) DO UPDATE SET epoch = excluded.epoch, owner = excluded.owner, lease_until = excluded.lease_until
        """;

    private const string Renew =
        "UPDATE claims SET lease_until = @p5 WHERE store_id = @p1 AND turn_id = @p2 AND epoch = @p3 AND owner = @p4";

    private const string IsStopped = "SELECT 1 FROM turns WHERE store_id = @p1 AND id = @p2 AND stop_requested = @p3";

    private const string SaveDraft =
        """
        INSERT INTO drafts (store_id, turn_id, attempt, text) VALUES (@p1, @p2, @p3, @p4)
        ON CONFLICT (store_id, turn_id) DO UPDATE SET attempt = excluded.attempt, text = excluded.text
        """;

    private static readonly DateTimeOffset _released = DateTimeOffset.MinValue;

    // The writer's thread alone reads and writes it.
    private string _servedLast = "";

    public Task<TurnClaim?> ClaimNextAsync(TimeSpan lease, CancellationToken cancellationToken) => writer.ExecuteAsync(
        session =>
        {
            if (session.Find(FindFree, ReadClaim, instance.Value, _released, true, _servedLast) is not { } free)
            {
                return null;
            }

            var claim = free with { Epoch = free.Epoch + 1 };
            session.Execute(Claim, claim.StoreId, claim.TurnId, claim.Epoch, instance.Value, time.GetUtcNow() + lease);
            _servedLast = claim.StoreId;
            return claim;
        },
        cancellationToken);

    public Task<ClaimState> RenewAsync(TurnClaim claim, TimeSpan lease, CancellationToken cancellationToken) => writer.ExecuteAsync(
        session =>
        {
            if (session.Execute(Renew, claim.StoreId, claim.TurnId, claim.Epoch, instance.Value, time.GetUtcNow() + lease) == 0)
            {
                return ClaimState.Lost;
            }

            return session.Exists(IsStopped, claim.StoreId, claim.TurnId, true) ? ClaimState.StopRequested : ClaimState.Held;
        },
        cancellationToken);

    // The row stays, and with it the epoch: whoever claims the turn next gets a higher one.
    public Task ReleaseAsync(TurnClaim claim, CancellationToken cancellationToken) => writer.ExecuteAsync(
        session => session.Execute(Renew, claim.StoreId, claim.TurnId, claim.Epoch, instance.Value, _released),
        cancellationToken);

    public Task<bool> SaveDraftAsync(TurnClaim claim, int attempt, string text, CancellationToken cancellationToken) => writer.ExecuteAsync(
        session => ClaimFence.Holds(session, claim, instance)
            && session.Execute(SaveDraft, claim.StoreId, claim.TurnId, attempt, text) == 1,
        cancellationToken);

    public Task<TurnHistory> ReadHistoryAsync(TurnClaim claim, int limit, CancellationToken cancellationToken) => snapshots.ReadAsync(
        context =>
        {
            var question = context.Messages.AsNoTracking().Single(row => row.StoreId == claim.StoreId && row.Id == claim.QuestionId);
            var answered = context.Turns.Where(turn => turn.StoreId == claim.StoreId
                && turn.ConversationId == claim.ConversationId
                && turn.State == TurnState.Answered
                && turn.QuestionPosition < question.Position);

            // Of several answers to one question, the newest is the one that counts.
            var newest = answered
                .GroupBy(turn => turn.QuestionPosition)
                .OrderByDescending(group => group.Key)
                .Select(group => new { Question = group.Key, Answer = group.Max(turn => turn.EndPosition)!.Value });

            var turns = newest.Take(limit).AsEnumerable().Reverse()
                .Select(turn => new AnsweredTurn(turn.Question, TextAt(context, claim, turn.Question), turn.Answer, TextAt(context, claim, turn.Answer)))
                .ToList();
            var omitted = turns.Count < limit ? 0 : newest.Count() - turns.Count;
            return new TurnHistory(turns, omitted, question.Position, question.Text);
        },
        cancellationToken);

    private static string TextAt(WorkSquaredDbContext context, TurnClaim claim, long position) => context.Messages
        .Where(row => row.StoreId == claim.StoreId && row.ConversationId == claim.ConversationId && row.Position == position)
        .Select(row => row.Text)
        .Single();

    private static TurnClaim ReadClaim(DbDataReader reader) => new(
        StoreId: reader.GetString(0),
        ConversationId: ReadId(reader, 1),
        TurnId: ReadId(reader, 2),
        QuestionId: ReadId(reader, 3),
        Epoch: reader.GetInt64(7),
        Attempts: reader.GetInt32(4),
        AskedBy: new Actor(reader.GetString(5)),
        StopRequested: reader.GetBoolean(6));

    private static Guid ReadId(DbDataReader reader, int column) => new(reader.GetFieldValue<byte[]>(column), bigEndian: true);
}
