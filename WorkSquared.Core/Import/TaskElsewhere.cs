using WorkSquared.Core.Events;
using WorkSquared.Core.Log;
using WorkSquared.Core.Tasks;
using WorkSquared.Core.Turns;

namespace WorkSquared.Core.Import;

/// <summary>A task as it was elsewhere in the end. Those that stand alone have ids that follow from their archive, as a conversation of its own would.</summary>
/// <param name="Turn">Of the message that it was made of; empty without one.</param>
/// <param name="IsOfAnswer">Whether that is the turn's answer and not its question.</param>
internal sealed record TaskElsewhere(string Turn, bool IsOfAnswer, WorkTask Task) : ImportedFact(Turn, Task.CreatedAt)
{
    public override ProposedEvent Propose(ImportIds ids, Guid conversationId, Actor importer, DateTimeOffset now)
    {
        Guid? turn = Turn.Length > 0 ? ids.Turn(Turn) : null;
        var message = IsOfAnswer && turn is { } answered ? TurnIds.AnswerOf(answered) : turn;
        return Propose(ids, importer, now, conversationId, message, cause: turn ?? ids.Beginning);
    }

    public ProposedEvent ProposeAlone(ImportIds ids, Actor importer, DateTimeOffset now) =>
        Propose(ids, importer, now, conversation: null, message: null, cause: null);

    private ProposedEvent Propose(ImportIds ids, Actor importer, DateTimeOffset now, Guid? conversation, Guid? message, Guid? cause)
    {
        var id = ids.Once($"task {Task.Id}");
        var imported = new TaskImported(
            id, Task.Title, Task.CreatedBy.Value, Task.CreatedAt, conversation, message, Task.Completion?.At, Task.Completion?.By.Value);
        return new ProposedEvent(now, id, importer, imported, cause);
    }
}
