using System.Collections.Immutable;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;

namespace WorkSquared.Core.Turns;

/// <summary>A question that is still owed its answer.</summary>
/// <param name="Id">The id of the event that opened the turn.</param>
/// <param name="NodeId">Its place in the tree of the conversation.</param>
/// <param name="Position">The place of that event in the log, and so the turn's place in line.</param>
/// <param name="QuestionId">The message to be answered.</param>
/// <param name="AnswerId">The id that the answer's message will have, whichever attempt brings it about.</param>
/// <param name="Attempt">0 while it waits, then the number of the newest try.</param>
/// <param name="Delay">Why and until when the next attempt waits; null when it does not.</param>
/// <param name="Interruptions">What became of earlier attempts, oldest first.</param>
public sealed record OpenTurn(
    Guid Id,
    Guid NodeId,
    long Position,
    Guid QuestionId,
    Guid AnswerId,
    int Attempt,
    string ModelId,
    bool StopRequested,
    Delay? Delay,
    ImmutableArray<Interruption> Interruptions)
{
    internal static OpenTurn From(CommittedEvent opening, Guid nodeId, Guid questionId) => new(
        opening.Id, nodeId, opening.Position, questionId, TurnIds.AnswerOf(opening.Id), Attempt: 0, ModelId: "", StopRequested: false, Delay: null, []);

    internal OpenTurn Start(LLMResponseStarted started) => this with
    {
        Attempt = started.Attempt,
        ModelId = started.ModelId,
        Delay = null,
        Interruptions = started.InterruptedMessage is { } text
            ? With(new Interruption(started.Attempt - 1, Interruption.OfTheServer, text))
            : Interruptions,
    };

    internal OpenTurn PutOff(LLMResponseDelayed delayed) => this with
    {
        Delay = new Delay(delayed.Reason, delayed.RetryAt),
        Interruptions = delayed.Attempt > 0
            ? With(new Interruption(delayed.Attempt, delayed.Reason, delayed.Message))
            : Interruptions,
    };

    /// <summary>One an attempt: what is said of it last holds.</summary>
    private ImmutableArray<Interruption> With(Interruption interruption) =>
        [.. Interruptions.Where(other => other.Attempt != interruption.Attempt).Append(interruption).OrderBy(each => each.Attempt)];
}

/// <param name="Reason">A sentence for a person.</param>
/// <param name="Until">UTC; the next attempt is not before then.</param>
public sealed record Delay(string Reason, DateTimeOffset Until)
{
    /// <summary>Nothing is put off for longer: when a provider asks for more, a person decides.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);
}

/// <summary>An attempt that came to nothing.</summary>
/// <param name="Attempt">Which request of the turn it was.</param>
/// <param name="Reason">A sentence for a person.</param>
/// <param name="Text">What it had written; not an answer, and never part of a prompt.</param>
public sealed record Interruption(int Attempt, string Reason, string Text)
{
    /// <summary>What is said of an attempt whose process ended under it.</summary>
    public const string OfTheServer = "The server stopped while it was writing.";
}
