using WorkSquared.Core.Events;

namespace WorkSquared.Core.Turns;

/// <summary>A question that is still owed its answer.</summary>
/// <param name="Id">The id of the event that opened the turn.</param>
/// <param name="Position">The place of that event in the log, and so the turn's place in line.</param>
/// <param name="QuestionId">The message to be answered.</param>
/// <param name="AnswerId">The id that the answer's message will have, whichever attempt brings it about.</param>
/// <param name="Attempt">0 while it waits, then the number of the newest try.</param>
public sealed record OpenTurn(Guid Id, long Position, Guid QuestionId, Guid AnswerId, int Attempt, string ModelId, bool StopRequested)
{
    internal static OpenTurn From(CommittedEvent opening, Guid questionId) =>
        new(opening.Id, opening.Position, questionId, TurnIds.AnswerOf(opening.Id), Attempt: 0, ModelId: "", StopRequested: false);
}
