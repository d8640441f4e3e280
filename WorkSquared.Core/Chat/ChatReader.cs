using Microsoft.EntityFrameworkCore;
using WorkSquared.Core.Events;
using WorkSquared.Core.Import;
using WorkSquared.Core.Log;
using WorkSquared.Core.Turns;

namespace WorkSquared.Core.Chat;

internal sealed class ChatReader(SnapshotReader snapshots, TimeProvider time) : IChatReader
{
    private static readonly Func<WorkSquaredDbContext, string, Guid, ConversationRow?> _conversation = EF.CompileQuery(
        (WorkSquaredDbContext context, string storeId, Guid id) => context.Conversations.AsNoTracking()
            .FirstOrDefault(row => row.StoreId == storeId && row.Id == id));

    private static readonly Func<WorkSquaredDbContext, string, Guid, Guid, Guid?> _node = EF.CompileQuery(
        (WorkSquaredDbContext context, string storeId, Guid conversation, Guid turn) => context.Turns
            .Where(row => row.StoreId == storeId && row.Id == turn && row.ConversationId == conversation)
            .Select(row => (Guid?)row.NodeId)
            .FirstOrDefault());

    private static readonly Func<WorkSquaredDbContext, string, Guid, IEnumerable<TurnRow>> _open = EF.CompileQuery(
        (WorkSquaredDbContext context, string storeId, Guid id) => context.Turns.AsNoTracking()
            .Where(row => row.StoreId == storeId && row.ConversationId == id && row.State == TurnState.Open)
            .OrderBy(row => row.Position)
            .AsQueryable());

    private static readonly Func<WorkSquaredDbContext, string, int, IEnumerable<ConversationRow>> _menu = EF.CompileQuery(
        (WorkSquaredDbContext context, string storeId, int count) => context.Conversations.AsNoTracking()
            .Where(row => row.StoreId == storeId && row.ArchivedAt == null && row.DeletedAt == null)
            .OrderByDescending(row => row.IsPinned)
            .ThenByDescending(row => row.LastPosition)
            .Take(count)
            .AsQueryable());

    public Task<Conversation?> OpenAsync(string storeId, Guid conversationId, Guid? turnId, int window, CancellationToken cancellationToken) =>
        OpenAsync(storeId, conversationId, turnId, window, reachesTurn: false, cancellationToken);

    public Task<Conversation?> OpenAtAsync(string storeId, Guid conversationId, Guid turnId, int window, CancellationToken cancellationToken) =>
        OpenAsync(storeId, conversationId, turnId, window, reachesTurn: true, cancellationToken);

    private Task<Conversation?> OpenAsync(
        string storeId, Guid conversationId, Guid? turnId, int window, bool reachesTurn, CancellationToken cancellationToken) =>
        snapshots.ReadAsync(
            context =>
            {
                if (_conversation(context, storeId, conversationId) is not { } row || row.Place.Deletion?.IsOver(time.GetUtcNow()) is true)
                {
                    return null;
                }

                var pinned = turnId is { } turn ? _node(context, storeId, conversationId, turn) : null;
                var newest = pinned ?? (row.NewestTurnId is { } last ? _node(context, storeId, conversationId, last) : null);
                var part = newest is { } node
                    ? ReadPart(context, storeId, conversationId, node, window, reachesTurn && pinned is not null)
                    : new EarlierPart([], [], HasEarlier: false);
                return new Conversation(
                    storeId,
                    conversationId,
                    row.Title,
                    LogReader.HeadOf(context, storeId),
                    part.Branch,
                    part.Messages,
                    [.. _open(context, storeId, conversationId).ToList().Select(open => ToOpenTurn(context, open))],
                    part.HasEarlier)
                {
                    Place = row.Place,
                    Origin = OriginOf(context, row),
                };
            },
            cancellationToken);

    public Task<EarlierPart> ReadEarlierAsync(string storeId, Guid conversationId, BranchStep before, int window, CancellationToken cancellationToken) =>
        snapshots.ReadAsync(context => ReadPart(context, storeId, conversationId, before.ParentId, window), cancellationToken);

    public Task<ConversationList> ListAsync(string storeId, int count, CancellationToken cancellationToken) =>
        snapshots.ReadAsync(
            context => new ConversationList(LogReader.HeadOf(context, storeId), [.. _menu(context, storeId, count).Select(ToSummary)]),
            cancellationToken);

    private static EarlierPart ReadPart(
        WorkSquaredDbContext context, string storeId, Guid conversationId, Guid node, int window, bool reachesNode)
    {
        var tip = BranchReader.TipAfter(context, storeId, node);
        var distance = reachesNode ? BranchReader.CountBefore(context, storeId, tip) - BranchReader.CountBefore(context, storeId, node) : 0;

        // With one more before it, so that it is seen in what it belongs to.
        return ReadPart(context, storeId, conversationId, tip, Math.Max(window, distance + 2));
    }

    private static EarlierPart ReadPart(WorkSquaredDbContext context, string storeId, Guid conversationId, Guid tip, int window)
    {
        var branch = BranchReader.Read(context, storeId, tip, window);
        var positions = branch.SelectMany(node => node.Turns.Select(turn => turn.EndPosition ?? 0).Append(node.QuestionPosition)).ToList();
        var tried = branch.SelectMany(node => node.Turns).Where(turn => turn is { EndPosition: not null, Attempts: > 1 }).Select(turn => turn.Id).ToList();
        var interruptions = Interruptions(context, storeId, tried).ToLookup(row => row.TurnId, ToInterruption);

        var messages = context.Messages.AsNoTracking()
            .Where(row => row.StoreId == storeId && row.ConversationId == conversationId && positions.Contains(row.Position))
            .OrderBy(row => row.Position)
            .AsEnumerable()
            .Select(row => ToMessage(row) with { Interruptions = row.Kind is MessageKind.Question ? [] : [.. interruptions[row.TurnId]] });
        return new EarlierPart(
            [.. branch.Select(node => node.ToStep())], [.. messages], HasEarlier: branch is [var first, ..] && !first.IsRoot(conversationId));
    }

    private static IEnumerable<AttemptRow> Interruptions(WorkSquaredDbContext context, string storeId, List<Guid> turns) => turns.Count == 0
        ? []
        : context.Attempts.AsNoTracking()
            .Where(row => row.StoreId == storeId && turns.Contains(row.TurnId) && row.Interruption != "")
            .OrderBy(row => row.Number)
            .AsEnumerable();

    private ConversationOrigin? OriginOf(WorkSquaredDbContext context, ConversationRow row)
    {
        if (row.Source.Length == 0)
        {
            return null;
        }

        // Only a fork comes from a conversation that can be visited; one that has left the bin cannot.
        var forked = row.Source == ImportSource.Fork && Guid.TryParse(row.SourceId, out var id) ? _conversation(context, row.StoreId, id) : null;
        return new ConversationOrigin(
            row.Source,
            forked is not null && forked.Place.Deletion?.IsOver(time.GetUtcNow()) is not true
                ? new ForkedFrom(forked.Id, row.SourceTurnId, forked.Title)
                : null);
    }

    private static ConversationSummary ToSummary(ConversationRow row) =>
        new(row.Id, row.Title, row.LastPosition, row.LastAt, row.OpenTurns, row.Place, row.LastWords);

    private static Interruption ToInterruption(AttemptRow row) => new(row.Number, row.Interruption, row.Text);

    private static Message ToMessage(MessageRow row) => new(
        row.Id, row.Position, row.TurnId, row.Kind, new Actor(row.Author), row.Text, row.At, row.ResponseTo, row.ModelId, row.Reason, row.Retryable,
        row.FinishReason);

    private static OpenTurn ToOpenTurn(WorkSquaredDbContext context, TurnRow row) => new(
        row.Id,
        row.NodeId,
        row.Position,
        row.QuestionId,
        TurnIds.AnswerOf(row.Id),
        row.Attempts,
        row.ModelId,
        row.StopRequested,
        row.DueAt is { } due ? new Delay(row.DelayReason, due) : null,
        row.Attempts > 0 ? [.. Interruptions(context, row.StoreId, [row.Id]).Select(ToInterruption)] : []);
}
