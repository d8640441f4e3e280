using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Sharing;
using WorkSquared.Core.Tasks;

namespace WorkSquared.Tests.Support;

/// <summary>The tasks of an <see cref="InMemoryWorkspace"/>, as its log says.</summary>
internal sealed class InMemoryTasks(InMemoryWorkspace workspace, TimeProvider time) : ITaskCommands, ITaskReader
{
    public Task<bool> CreateAsync(CreateTask command, CancellationToken cancellationToken) => CommitAsync(
        new TaskCreated(command.CommandId, MessageText.CheckTitle(command.Title), time.GetUtcNow(), command.ConversationId, command.MessageId),
        command.Actor,
        command.CommandId);

    public Task<bool> RenameAsync(RenameTask command, CancellationToken cancellationToken) => CommitAsync(
        new TaskRenamed(command.Id, MessageText.CheckTitle(command.Title), time.GetUtcNow(), command.ConversationId), command.Actor, command.CommandId);

    public Task<bool> ChangeAsync(ChangeTask command, CancellationToken cancellationToken)
    {
        var (id, now, conversation) = (command.Id, time.GetUtcNow(), command.ConversationId);
        WorkEvent change = command.Act switch
        {
            TaskAct.Complete => new TaskCompleted(id, now, conversation),
            TaskAct.Reopen => new TaskReopened(id, now, conversation),
            TaskAct.Delete => new TaskDeleted(id, now, conversation),
            _ => new TaskRestored(id, now, conversation),
        };
        return CommitAsync(change, command.Actor, command.CommandId);
    }

    public Task<TaskList> ReadAsync(Reader reader, int count, Guid? shown, CancellationToken cancellationToken)
    {
        var log = workspace.Log();
        List<WorkTask> tasks = [.. log
            .Where(committed => committed.Data is TaskCreated)
            .Select(committed => log.Aggregate(WorkTask.BegunBy(committed.Data, committed.Actor)!, (task, change) => task.Apply(change)))
            .Where(task => !task.IsDeleted)
            .Reverse()];
        List<ListedTask> listed = [.. tasks.Select(task => new ListedTask(task, OriginOf(task)))];
        List<ListedTask> open = listed.FindAll(item => !item.Task.IsDone);
        List<ListedTask> done = [.. listed.Where(item => item.Task.IsDone).OrderByDescending(item => item.Task.Completion!.At)];
        return Task.FromResult(new TaskList(
            log.Length, [.. open.Take(count)], [.. done.Take(count)], open.Count, done.Count, listed.Find(item => item.Task.Id == shown)));

        TaskOrigin? OriginOf(WorkTask task)
        {
            var title = log.Select(committed => committed.Data).OfType<ConversationCreated>().FirstOrDefault(made => made.Id == task.ConversationId)?.Title;
            return title is null ? null : new TaskOrigin(task.ConversationId!.Value, title, task.MessageId, task.MessageId);
        }
    }

    private Task<bool> CommitAsync(WorkEvent data, Actor actor, Guid commandId)
    {
        if (workspace.Refusal is not null)
        {
            throw workspace.Refusal;
        }

        if (workspace.Log().Any(committed => committed.CommandId == commandId))
        {
            return Task.FromResult(false);
        }

        workspace.Commit(data, actor, id: commandId);
        return Task.FromResult(true);
    }
}
