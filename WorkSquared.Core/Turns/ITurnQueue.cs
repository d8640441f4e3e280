using WorkSquared.Core.Events;

namespace WorkSquared.Core.Turns;

/// <summary>Who answers which question. The database decides, not the memory of a process.</summary>
public interface ITurnQueue
{
    /// <summary>Takes the next turn for <paramref name="lease"/>: the oldest open one of a conversation that nobody is answering, fairly between stores.</summary>
    /// <param name="isLastSlot">The caller can take no further one beside it: it goes to a store that has no answer under way.</param>
    /// <returns>Null when there is nothing to do.</returns>
    Task<TurnClaim?> ClaimNextAsync(TimeSpan lease, bool isLastSlot, CancellationToken cancellationToken);

    /// <summary>Keeps the claim for another <paramref name="lease"/>.</summary>
    Task<ClaimState> RenewAsync(TurnClaim claim, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Gives the turn back, for anyone to claim at once.</summary>
    Task ReleaseAsync(TurnClaim claim, CancellationToken cancellationToken);

    /// <summary>The turns before the question on its branch that have an answer, in order, newest <paramref name="limit"/>, and the question itself.</summary>
    Task<TurnHistory> ReadHistoryAsync(TurnClaim claim, int limit, CancellationToken cancellationToken);

    /// <summary>Keeps the text so far, for whoever looks after a crash.</summary>
    /// <returns>False when the claim no longer holds.</returns>
    Task<bool> SaveDraftAsync(TurnClaim claim, int attempt, string text, CancellationToken cancellationToken);
}

public enum ClaimState
{
    /// <summary>It has passed to another owner, or the turn has ended: stop working.</summary>
    Lost,

    Held,

    /// <summary>Still held, and a person has asked for the end of it.</summary>
    StopRequested,
}

/// <summary>A right to answer one turn, until the lease ends or a higher epoch takes over.</summary>
/// <param name="Epoch">Grows with every claim of the turn; the terminal event commits only if it still holds.</param>
/// <param name="Attempts">How many tries at this turn were recorded before this claim.</param>
/// <param name="Delays">How often it was put off: each of these claims ended as it should.</param>
/// <param name="AskedBy">The person on whose behalf the assistant answers.</param>
public sealed record TurnClaim(
    string StoreId, Guid ConversationId, Guid TurnId, Guid QuestionId, long Epoch, int Attempts, int Delays, Actor AskedBy, bool StopRequested)
{
    public Guid AnswerId => TurnIds.AnswerOf(TurnId);

    /// <summary>The model that was chosen for this turn or its conversation, when it was claimed first; null for the workspace's.</summary>
    public string? ChosenModel { get; init; }
}

/// <param name="Turns">Oldest first; each was said before the question at hand, and answered or meant for people alone.</param>
/// <param name="Omitted">Turns that <paramref name="Turns"/> leaves out because they are older than its limit.</param>
/// <param name="Continued">The answer to go on from; null for an answer from the beginning.</param>
/// <param name="SystemPrompt">The conversation's own; null for the workspace's.</param>
public sealed record TurnHistory(
    IReadOnlyList<PastTurn> Turns,
    int Omitted,
    long QuestionPosition,
    string Question,
    ContinuedAnswer? Continued = null,
    string? SystemPrompt = null);

public sealed record ContinuedAnswer(long Position, string Text);

/// <param name="AnswerPosition">Null with <paramref name="Answer"/> for what was said among people.</param>
public sealed record PastTurn(long QuestionPosition, string Question, long? AnswerPosition, string? Answer)
{
    public IEnumerable<long> Positions => AnswerPosition is { } answer ? [QuestionPosition, answer] : [QuestionPosition];
}
