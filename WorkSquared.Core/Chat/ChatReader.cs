using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using WorkSquared.Core.Events;
using WorkSquared.Core.Log;
using WorkSquared.Core.Turns;

namespace WorkSquared.Core.Chat;

internal sealed class ChatReader(SnapshotReader snapshots) : IChatReader
{
    private static readonly Func<WorkSquaredDbContext, string, Guid, string?> _title = EF.CompileQuery(
        (WorkSquaredDbContext context, string storeId, Guid id) => context.Conversations
            .Where(row => row.StoreId == storeId && row.Id == id).Select(row => row.Title).FirstOrDefault());

    private static readonly Func<WorkSquaredDbContext, string, Guid, long, int, IEnumerable<MessageRow>> _before = EF.CompileQuery(
        (WorkSquaredDbContext context, string storeId, Guid id, long before, int count) => context.Messages.AsNoTracking()
            .Where(row => row.StoreId == storeId && row.ConversationId == id && row.Position < before)
            .OrderByDescending(row => row.Position)
            .Take(count));

    private static readonly Func<WorkSquaredDbContext, string, Guid, IEnumerable<TurnRow>> _open = EF.CompileQuery(
        (WorkSquaredDbContext context, string storeId, Guid id) => context.Turns.AsNoTracking()
            .Where(row => row.StoreId == storeId && row.ConversationId == id && row.State == TurnState.Open)
            .OrderBy(row => row.Position)
            .AsQueryable());

    private static readonly Func<WorkSquaredDbContext, string, int, IEnumerable<ConversationSummary>> _newest = EF.CompileQuery(
        (WorkSquaredDbContext context, string storeId, int count) => context.Conversations
            .Where(row => row.StoreId == storeId)
            .OrderByDescending(row => row.LastPosition)
            .Take(count)
            .Select(row => new ConversationSummary(row.Id, row.Title, row.LastPosition, row.LastAt, row.OpenTurns)));

    public Task<Conversation?> OpenAsync(string storeId, Guid conversationId, int window, CancellationToken cancellationToken) =>
        snapshots.ReadAsync(
            context =>
            {
                if (_title(context, storeId, conversationId) is not { } title)
                {
                    return null;
                }

                // One more than asked for tells whether there are earlier ones.
                var messages = _before(context, storeId, conversationId, long.MaxValue, window + 1).ToList();
                return new Conversation(
                    storeId,
                    conversationId,
                    title,
                    LogReader.HeadOf(context, storeId),
                    OldestFirst(messages.Take(window)),
                    [.. _open(context, storeId, conversationId).Select(ToOpenTurn)],
                    HasEarlier: messages.Count > window);
            },
            cancellationToken);

    public Task<ImmutableList<Message>> ReadEarlierAsync(
        string storeId, Guid conversationId, long before, int count, CancellationToken cancellationToken) =>
        snapshots.ReadAsync(context => OldestFirst(_before(context, storeId, conversationId, before, count)), cancellationToken);

    public Task<ConversationList> ListAsync(string storeId, int count, CancellationToken cancellationToken) =>
        snapshots.ReadAsync(
            context => new ConversationList(LogReader.HeadOf(context, storeId), [.. _newest(context, storeId, count)]),
            cancellationToken);

    private static ImmutableList<Message> OldestFirst(IEnumerable<MessageRow> newestFirst) => [.. newestFirst.Select(ToMessage).Reverse()];

    private static Message ToMessage(MessageRow row) => new(
        row.Id, row.Position, row.TurnId, row.Kind, new Actor(row.Author), row.Text, row.At, row.ResponseTo, row.ModelId, row.Reason, row.Retryable);

    private static OpenTurn ToOpenTurn(TurnRow row) =>
        new(row.Id, row.Position, row.QuestionId, TurnIds.AnswerOf(row.Id), row.Attempts, row.ModelId, row.StopRequested);
}
