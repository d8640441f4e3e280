using System.Data.Common;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Log;
using WorkSquared.Core.Organising;
using WorkSquared.Core.Turns;

namespace WorkSquared.Core.Tasks;

internal sealed class TaskCommands(LogWriter writer, EventAppender appender, TimeProvider time) : ITaskCommands
{
    private const string FindMessage = "SELECT 1 FROM messages WHERE store_id = @p1 AND id = @p2 AND conversation_id = @p3";

    private const string FindTask =
        "SELECT title, conversation_id, completed_at IS NOT NULL, deleted_at IS NOT NULL FROM tasks WHERE store_id = @p1 AND id = @p2";

    public async Task<bool> CreateAsync(CreateTask command, CancellationToken cancellationToken)
    {
        TurnIds.RefuseDerived(command.CommandId);
        var now = time.GetUtcNow();
        var title = MessageText.CheckTitle(command.Title);
        var created = new TaskCreated(command.CommandId, title, now, command.ConversationId, command.MessageId);
        var proposed = new ProposedEvent(now, command.CommandId, command.Actor, created);
        return await writer.ExecuteAsync(
            session =>
            {
                if (command.ConversationId is { } conversation)
                {
                    appender.DemandSight(session, command.StoreId, conversation, command.Actor);
                }

                // One that comes again was checked the first time.
                if (!session.HasCommand(command.StoreId, command.CommandId))
                {
                    CheckOrigin(session, command);
                }

                return !appender.Append(session, command.StoreId, proposed).IsDuplicate;
            },
            cancellationToken);
    }

    public Task<bool> RenameAsync(RenameTask command, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var title = MessageText.CheckTitle(command.Title);
        var renamed = new ProposedEvent(
            now, command.CommandId, command.Actor, new TaskRenamed(command.Id, title, now, command.ConversationId));
        return CommitAsync(command.StoreId, command.Id, command.ConversationId, renamed, task => task.IsNow(title), cancellationToken);
    }

    public Task<bool> ChangeAsync(ChangeTask command, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var changed = new ProposedEvent(now, command.CommandId, command.Actor, EventOf(command, now));
        return CommitAsync(command.StoreId, command.Id, command.ConversationId, changed, task => task.IsNow(command.Act), cancellationToken);
    }

    private async Task<bool> CommitAsync(
        string storeId, Guid id, Guid? conversationId, ProposedEvent proposed, Func<TaskState, bool> isSo, CancellationToken cancellationToken)
    {
        TurnIds.RefuseDerived(proposed.CommandId);
        return await writer.ExecuteAsync(
            session =>
            {
                if (conversationId is { } conversation)
                {
                    appender.DemandSight(session, storeId, conversation, proposed.Actor, "There is no such task.");
                }

                // A command that comes again was checked the first time; what it has brought about may be undone by now, and stays undone.
                if (!session.HasCommand(storeId, proposed.CommandId) && isSo(Find(session, storeId, id, conversationId)))
                {
                    return false;
                }

                return !appender.Append(session, storeId, proposed).IsDuplicate;
            },
            cancellationToken);
    }

    private static void CheckOrigin(WriteSession session, CreateTask command)
    {
        if (command.ConversationId is { } conversation)
        {
            session.CheckIsInReach(command.StoreId, conversation);
        }

        if (command.MessageId is { } message && !session.Exists(FindMessage, command.StoreId, message, command.ConversationId))
        {
            throw new CommandRefusedException(Refusal.NotFound, "There is no such message in this conversation.");
        }
    }

    // A task outlives the conversation that it comes from: what lies in the bin does not keep anybody from their work.
    private static TaskState Find(WriteSession session, string storeId, Guid id, Guid? conversationId) =>
        session.Find(FindTask, TaskState.Read, storeId, id) is { } task && task.ConversationId == conversationId
            ? task
            : throw new CommandRefusedException(Refusal.NotFound, "There is no such task.");

    private static WorkEvent EventOf(ChangeTask command, DateTimeOffset now) => command.Act switch
    {
        TaskAct.Complete => new TaskCompleted(command.Id, now, command.ConversationId),
        TaskAct.Reopen => new TaskReopened(command.Id, now, command.ConversationId),
        TaskAct.Delete => new TaskDeleted(command.Id, now, command.ConversationId),
        _ => new TaskRestored(command.Id, now, command.ConversationId),
    };

    private sealed record TaskState(string Title, Guid? ConversationId, bool IsDone, bool IsDeleted)
    {
        public static TaskState Read(DbDataReader reader) => new(
            reader.GetString(0), reader.IsDBNull(1) ? null : reader.GetId(1), reader.GetBoolean(2), reader.GetBoolean(3));

        public bool IsNow(string title) => IsDeleted ? throw Gone() : Title == title;

        public bool IsNow(TaskAct act) => act switch
        {
            TaskAct.Delete => IsDeleted,
            TaskAct.Restore => !IsDeleted,
            _ when IsDeleted => throw Gone(),
            TaskAct.Complete => IsDone,
            _ => !IsDone,
        };

        private static CommandRefusedException Gone() => new(Refusal.Conflict, "This task was deleted.");
    }
}
