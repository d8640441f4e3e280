using WorkSquared.Core.Events;
using WorkSquared.Core.Tasks;

namespace WorkSquared.Core.Import;

/// <summary>What an archive says of its tasks in the end, and where each of them comes from.</summary>
internal sealed class ArchivedTasks
{
    private readonly Dictionary<Guid, (Guid EventId, WorkTask Task)> _tasks = [];
    private readonly Dictionary<Guid, (Guid Turn, bool IsAnswer)> _messages = [];

    public void Survey(Guid eventId, WorkEvent data, Actor actor)
    {
        if (data is not ITaskEvent { Id: var id })
        {
            return;
        }

        if (_tasks.TryGetValue(id, out var known))
        {
            _tasks[id] = known with { Task = known.Task.Apply(data, actor) };
        }
        else if (WorkTask.BegunBy(data, actor) is { } begun)
        {
            _tasks.Add(id, (eventId, begun));
        }
    }

    public void Remember(Guid message, Guid turn, bool isAnswer) => _messages.TryAdd(message, (turn, isAnswer));

    /// <returns>The task that an event has begun, without what is left behind; null for any other event, and for a task that was deleted.</returns>
    public TaskElsewhere? BegunBy(Guid eventId, WorkEvent data, Func<Actor, Actor> authorOf)
    {
        if (data is not ITaskEvent { Id: var id } || !_tasks.TryGetValue(id, out var known) || known.EventId != eventId || known.Task.IsDeleted)
        {
            return null;
        }

        var task = known.Task with
        {
            Title = ImportText.Title(known.Task.Title),
            CreatedBy = authorOf(known.Task.CreatedBy),
            Completion = known.Task.Completion is { } done ? done with { By = authorOf(done.By) } : null,
        };
        return task.MessageId is { } message && _messages.TryGetValue(message, out var said)
            ? new TaskElsewhere(said.Turn.ToString(), said.IsAnswer, task)
            : new TaskElsewhere("", IsOfAnswer: false, task);
    }
}
