using WorkSquared.Core.Chat;

namespace WorkSquared.Core.Turns;

/// <summary>What the holder of a claim may commit. Every method is fenced: it changes nothing once the claim's epoch has passed.</summary>
public interface IAnswerCommands
{
    /// <summary>Records that a request is about to be sent. Commit it first, send afterwards.</summary>
    Task<AttemptStart> StartAttemptAsync(TurnClaim claim, string modelId, CancellationToken cancellationToken);

    /// <returns>False when somebody else has ended the turn or holds it now; the text is then discarded in silence.</returns>
    Task<bool> AnswerAsync(TurnClaim claim, string text, string modelId, ResponseMetadata metadata, CancellationToken cancellationToken);

    /// <inheritdoc cref="AnswerAsync"/>
    Task<bool> FailAsync(TurnClaim claim, TurnFailure failure, string textSoFar, string modelId, CancellationToken cancellationToken);

    /// <inheritdoc cref="AnswerAsync"/>
    Task<bool> CancelAsync(TurnClaim claim, string textSoFar, string modelId, CancellationToken cancellationToken);
}

/// <param name="State">Send the request only if it is <see cref="ClaimState.Held"/>: otherwise nothing was recorded.</param>
/// <param name="Number">1 for the first try at this turn.</param>
public readonly record struct AttemptStart(ClaimState State, int Number);

/// <param name="ErrorClass">A short stable name for scripts and statistics.</param>
/// <param name="Reason">A sentence of ours for a person: what happened, and what they or an administrator can do.</param>
/// <param name="Retryable">Whether asking again may help without anybody changing a setting.</param>
public sealed record TurnFailure(string ErrorClass, string Reason, bool Retryable);
