using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Log;

namespace WorkSquared.Core.Import;

/// <summary>Something that happened in a conversation elsewhere. Turns have the keys that their source gives them.</summary>
internal abstract record ImportedFact(string Turn, DateTimeOffset At)
{
    /// <summary>The event that says it here, the same at every import.</summary>
    public abstract ProposedEvent Propose(ImportIds ids, Guid conversationId, Actor importer, DateTimeOffset now);
}

/// <param name="After">The turn right before it; null for a first question.</param>
internal sealed record AskedElsewhere(string Turn, DateTimeOffset At, string? After, Actor Author, string Text) : ImportedFact(Turn, At)
{
    public override ProposedEvent Propose(ImportIds ids, Guid conversationId, Actor importer, DateTimeOffset now)
    {
        var id = ids.Turn(Turn);
        var asked = new QuestionImported(id, conversationId, Author.Value, Text, At, After is { } after ? ids.Turn(after) : null);
        return new ProposedEvent(id, id, importer, asked, ids.Beginning);
    }
}

/// <param name="TakesUp">The turn whose end was not good enough.</param>
/// <param name="Question">The turn that asked the question.</param>
internal sealed record AskedAgainElsewhere(string Turn, DateTimeOffset At, string TakesUp, string Question, RequestReason Reason) : ImportedFact(Turn, At)
{
    public override ProposedEvent Propose(ImportIds ids, Guid conversationId, Actor importer, DateTimeOffset now)
    {
        var id = ids.Turn(Turn);
        return new ProposedEvent(id, id, importer, new RequestImported(id, conversationId, ids.Turn(Question), Reason, At), ids.Turn(TakesUp));
    }
}

/// <param name="Question">The turn that asked the question.</param>
internal sealed record EndedElsewhere(
    string Turn,
    DateTimeOffset At,
    string Question,
    ImportedOutcome Outcome,
    Actor Author,
    string Text,
    string ModelId,
    string? FinishReason = null,
    string? Reason = null) : ImportedFact(Turn, At)
{
    public override ProposedEvent Propose(ImportIds ids, Guid conversationId, Actor importer, DateTimeOffset now)
    {
        var id = Turns.TurnIds.AnswerOf(ids.Turn(Turn));
        var ended = new AnswerImported(
            id, conversationId, ids.Turn(Question), Outcome, Author.Value, Text, ModelId, At, FinishReason, Reason);
        return new ProposedEvent(now, id, importer, ended, ids.Turn(Turn));
    }
}
