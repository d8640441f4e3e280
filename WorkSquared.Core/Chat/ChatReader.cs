using Microsoft.EntityFrameworkCore;
using WorkSquared.Core.Events;
using WorkSquared.Core.Import;
using WorkSquared.Core.Labels;
using WorkSquared.Core.Log;
using WorkSquared.Core.Ratings;
using WorkSquared.Core.Settings;
using WorkSquared.Core.Sharing;
using WorkSquared.Core.Tasks;
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

    private static readonly Func<WorkSquaredDbContext, string, Guid, IEnumerable<string>> _labels = EF.CompileQuery(
        (WorkSquaredDbContext context, string storeId, Guid id) => context.ConversationLabels
            .Where(row => row.StoreId == storeId && row.ConversationId == id)
            .Select(row => row.Label)
            .AsQueryable());

    private static readonly Func<WorkSquaredDbContext, string, Guid, SettingsRow?> _settings = EF.CompileQuery(
        (WorkSquaredDbContext context, string storeId, Guid id) => context.Settings.AsNoTracking()
            .FirstOrDefault(row => row.StoreId == storeId && row.ConversationId == id));

    private static readonly Func<WorkSquaredDbContext, string, int, IEnumerable<MenuRow>> _menu = EF.CompileQuery(
        (WorkSquaredDbContext context, string storeId, int count) => context.Conversations.AsNoTracking()
            .Where(row => row.StoreId == storeId && row.ArchivedAt == null && row.DeletedAt == null)
            .OrderByDescending(row => row.IsPinned)
            .ThenByDescending(row => row.LastPosition)
            .Take(count)
            .Select(row => new MenuRow(
                row, context.Settings.Where(own => own.StoreId == storeId && own.ConversationId == row.Id).Select(own => own.Answers).FirstOrDefault()))
            .AsQueryable());

    public Task<Conversation?> OpenAsync(Reader reader, Guid conversationId, Guid? turnId, int window, CancellationToken cancellationToken) =>
        OpenAsync(reader, conversationId, turnId, shownId: null, window, cancellationToken);

    public Task<Conversation?> OpenAtAsync(
        Reader reader, Guid conversationId, Guid turnId, Guid? tip, int window, CancellationToken cancellationToken) =>
        OpenAsync(reader, conversationId, tip ?? turnId, shownId: turnId, window, cancellationToken);

    /// <param name="turnId">A turn on the branch.</param>
    /// <param name="shownId">The one to be in the middle of the window; null for the end of the branch.</param>
    private Task<Conversation?> OpenAsync(
        Reader reader, Guid conversationId, Guid? turnId, Guid? shownId, int window, CancellationToken cancellationToken) =>
        snapshots.ReadAsync(
            reader,
            context =>
            {
                if (_conversation(context, reader.StoreId, conversationId) is not { } row || row.Place.Deletion?.IsOver(time.GetUtcNow()) is true)
                {
                    return null;
                }

                Guid? NodeOf(Guid? turn) => turn is { } id ? _node(context, reader.StoreId, conversationId, id) : null;

                var tip = (NodeOf(turnId) ?? NodeOf(row.NewestTurnId)) is { } node ? BranchReader.TipAfter(context, reader.StoreId, node) : (Guid?)null;
                var end = tip is { } last && NodeOf(shownId) is { } shown ? BranchReader.After(context, reader.StoreId, shown, last, window / 2) : tip;
                var part = end is { } from ? ReadPart(context, reader.StoreId, conversationId, from, window) : new BranchPart([], [], HasEarlier: false);
                return new Conversation(
                    reader.StoreId,
                    conversationId,
                    row.Title,
                    LogReader.HeadOf(context, reader.StoreId),
                    part.Branch,
                    part.Messages,
                    [.. _open(context, reader.StoreId, conversationId).ToList().Select(open => ToOpenTurn(context, open))],
                    part.HasEarlier)
                {
                    Place = row.Place,
                    IsRestricted = row.IsRestricted,
                    Origin = OriginOf(context, row),
                    Beyond = end == tip ? null : tip,
                    Labels = ConversationLabels.Of(_labels(context, reader.StoreId, conversationId)),
                    Settings = _settings(context, reader.StoreId, conversationId)?.Settings ?? ConversationSettings.Default,
                };
            },
            cancellationToken);

    public Task<ConversationList> ListAsync(Reader reader, int count, CancellationToken cancellationToken) =>
        snapshots.ReadAsync(
            reader,
            context => new ConversationList(LogReader.HeadOf(context, reader.StoreId), [.. _menu(context, reader.StoreId, count).Select(ToSummary)]),
            cancellationToken);

    private static BranchPart ReadPart(WorkSquaredDbContext context, string storeId, Guid conversationId, Guid tip, int window)
    {
        var branch = BranchReader.Read(context, storeId, tip, window);
        var positions = branch.SelectMany(node => node.Turns.Select(turn => turn.EndPosition ?? 0).Append(node.QuestionPosition)).ToList();
        var tried = branch.SelectMany(node => node.Turns).Where(turn => turn is { EndPosition: not null, Attempts: > 1 }).Select(turn => turn.Id).ToList();
        var interruptions = Interruptions(context, storeId, tried).ToLookup(row => row.TurnId, ToInterruption);

        var said = context.Messages.AsNoTracking()
            .Where(row => row.StoreId == storeId && row.ConversationId == conversationId && positions.Contains(row.Position))
            .OrderBy(row => row.Position)
            .ToList();
        var ratings = RatingReader.Read(context, storeId, [.. said.Where(row => row.Kind is MessageKind.Answer).Select(row => row.Id)]);
        var tasks = TaskReader.OfMessages(context, storeId, [.. said.Select(row => row.Id)]);
        var messages = said.Select(row => ToMessage(row) with
        {
            Interruptions = row.Kind is MessageKind.Question ? [] : [.. interruptions[row.TurnId]],
            Ratings = ratings.GetValueOrDefault(row.Id, AnswerRatings.None),
            Tasks = tasks.GetValueOrDefault(row.Id, MessageTasks.None),
        });
        return new BranchPart(
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

    private static ConversationSummary ToSummary(MenuRow menu)
    {
        var row = menu.Conversation;
        return new(row.Id, row.Title, row.LastPosition, row.LastAt, row.OpenTurns, row.Place, row.LastWords) { Answers = menu.Answers };
    }

    private static Interruption ToInterruption(AttemptRow row) => new(row.Number, row.Interruption, row.Text);

    internal static Message ToMessage(MessageRow row) => new(
        row.Id, row.Position, row.TurnId, row.Kind, new Actor(row.Author), row.Text, row.At, row.ResponseTo, row.ModelId, row.Reason, row.Retryable,
        row.FinishReason)
    {
        ThoughtFor = row.ThoughtMs is { } thought ? TimeSpan.FromMilliseconds(thought) : null,
    };

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

    private sealed record MenuRow(ConversationRow Conversation, AnswerRule Answers);
}
