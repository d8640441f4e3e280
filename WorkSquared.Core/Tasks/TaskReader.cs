using Microsoft.EntityFrameworkCore;
using WorkSquared.Core.Log;
using WorkSquared.Core.Sharing;

namespace WorkSquared.Core.Tasks;

internal sealed class TaskReader(SnapshotReader snapshots, TimeProvider time) : ITaskReader
{
    public Task<TaskList> ReadAsync(Reader reader, int count, Guid? shown, CancellationToken cancellationToken) => snapshots.ReadAsync(
        reader,
        context =>
        {
            var open = Open(context, reader.StoreId).OrderByDescending(row => row.Position).Take(count).ToList();
            var done = Done(context, reader.StoreId).OrderByDescending(row => row.CompletedPosition).Take(count).ToList();
            var asked = shown is { } id ? Present(context, reader.StoreId).FirstOrDefault(row => row.Id == id) : null;
            var origins = OriginsOf(context, reader.StoreId, [.. open, .. done, .. asked is null ? Array.Empty<TaskRow>() : [asked]]);

            ListedTask Listed(TaskRow row) => new(row.Task, origins.GetValueOrDefault(row.Id));

            return new TaskList(
                LogReader.HeadOf(context, reader.StoreId),
                [.. open.Select(Listed)],
                [.. done.Select(Listed)],
                open.Count < count ? open.Count : Open(context, reader.StoreId).Count(),
                done.Count < count ? done.Count : Done(context, reader.StoreId).Count(),
                asked is null ? null : Listed(asked));
        },
        cancellationToken);

    /// <summary>The tasks of each of these messages that has any, deleted ones as well.</summary>
    internal static Dictionary<Guid, MessageTasks> OfMessages(WorkSquaredDbContext context, string storeId, IReadOnlyCollection<Guid> messages) =>
        Of(context, storeId, messages).AsEnumerable()
            .GroupBy(row => row.MessageId!.Value)
            .ToDictionary(message => message.Key, message => new MessageTasks([.. message.Select(row => row.Task)]));

    // The conditions are those of the partial indexes ix_tasks_message, ix_tasks_open and ix_tasks_done.
    internal static IQueryable<TaskRow> Of(WorkSquaredDbContext context, string storeId, IReadOnlyCollection<Guid> messages) =>
        context.Tasks.AsNoTracking()
            .Where(row => row.StoreId == storeId && row.MessageId != null && messages.Contains(row.MessageId.Value))
            .OrderBy(row => row.Position);

    internal static IQueryable<TaskRow> Open(WorkSquaredDbContext context, string storeId) =>
        Present(context, storeId).Where(row => row.CompletedAt == null);

    internal static IQueryable<TaskRow> Done(WorkSquaredDbContext context, string storeId) =>
        Present(context, storeId).Where(row => row.CompletedAt != null);

    private static IQueryable<TaskRow> Present(WorkSquaredDbContext context, string storeId) =>
        context.Tasks.AsNoTracking().Where(row => row.StoreId == storeId && row.DeletedAt == null);

    /// <summary>Where tasks come from, as far as anybody can go there: what has left the bin is gone.</summary>
    private Dictionary<Guid, TaskOrigin> OriginsOf(WorkSquaredDbContext context, string storeId, TaskRow[] tasks)
    {
        List<Guid> conversationIds = [.. tasks.Select(row => row.ConversationId).OfType<Guid>().Distinct()];
        List<Guid> messageIds = [.. tasks.Select(row => row.MessageId).OfType<Guid>().Distinct()];
        var now = time.GetUtcNow();
        var titles = context.Conversations.AsNoTracking()
            .Where(row => row.StoreId == storeId && conversationIds.Contains(row.Id))
            .AsEnumerable()
            .Where(row => row.Place.Deletion?.IsOver(now) is not true)
            .ToDictionary(row => row.Id, row => row.Title);
        var turns = context.Messages
            .Where(row => row.StoreId == storeId && messageIds.Contains(row.Id))
            .Select(row => new { row.Id, row.TurnId })
            .ToDictionary(row => row.Id, row => row.TurnId);

        Dictionary<Guid, TaskOrigin> origins = [];
        foreach (var task in tasks)
        {
            if (task.ConversationId is { } id && titles.TryGetValue(id, out var title))
            {
                var turn = task.MessageId is { } message && turns.TryGetValue(message, out var found) ? found : (Guid?)null;
                origins[task.Id] = new TaskOrigin(id, title, task.MessageId, turn);
            }
        }

        return origins;
    }
}
