using WorkSquared.Core.Chat;
using WorkSquared.Core.Usage;

namespace WorkSquared.Core.Turns;

/// <summary>What the holder of a claim may commit. Every method is fenced: it changes nothing once the claim's epoch has passed.</summary>
public interface IAnswerCommands
{
    /// <summary>Records that a request is about to be sent. Commit it first, send afterwards.</summary>
    /// <remarks>A request that does not fit the store's budget is not to be sent: the turn ends at once, and says so.</remarks>
    /// <param name="reservation">What the request may use at most; null when it costs nobody anything.</param>
    Task<AttemptStart> StartAttemptAsync(TurnClaim claim, string modelId, Reservation? reservation, CancellationToken cancellationToken);

    /// <summary>Puts the next attempt off, and gives the claim back until then.</summary>
    /// <param name="attempt">The number of the attempt that failed; 0 when none could be sent.</param>
    /// <param name="retryAt">UTC.</param>
    /// <param name="usage">What the attempt used; null when none was made, or nobody knows, and its reservation stays.</param>
    /// <returns>False when somebody else has ended the turn or holds it now.</returns>
    Task<bool> DelayAsync(
        TurnClaim claim, int attempt, TurnFailure failure, DateTimeOffset retryAt, string textSoFar, string modelId, TokenUsage? usage,
        CancellationToken cancellationToken);

    /// <returns>False when somebody else has ended the turn or holds it now; the text is then discarded in silence.</returns>
    Task<bool> AnswerAsync(TurnClaim claim, WrittenText text, string modelId, ResponseMetadata metadata, CancellationToken cancellationToken);

    /// <inheritdoc cref="AnswerAsync"/>
    /// <param name="usage">What the attempt at hand used; null when none was made, or nobody knows, and its reservation stays.</param>
    Task<bool> FailAsync(
        TurnClaim claim, TurnFailure failure, WrittenText textSoFar, string modelId, TokenUsage? usage, CancellationToken cancellationToken);

    /// <inheritdoc cref="FailAsync"/>
    Task<bool> CancelAsync(TurnClaim claim, WrittenText textSoFar, string modelId, TokenUsage? usage, CancellationToken cancellationToken);
}

/// <param name="State">Send the request only if it is <see cref="ClaimState.Held"/>: otherwise nothing was recorded.</param>
/// <param name="Number">1 for the first try at this turn.</param>
public readonly record struct AttemptStart(ClaimState State, int Number);

/// <param name="ErrorClass">A short stable name for scripts and statistics.</param>
/// <param name="Reason">A sentence of ours for a person: what happened, and what they or an administrator can do.</param>
/// <param name="Retryable">Whether asking again may help without anybody changing a setting.</param>
public sealed record TurnFailure(string ErrorClass, string Reason, bool Retryable)
{
    /// <summary>The error class of a turn that too many crashes cut off.</summary>
    public const string Interrupted = "interrupted";

    /// <summary>The error class of a turn that the model has no room for.</summary>
    public const string TooLong = "too_long";

    /// <summary>The error class of a turn that the store's budget of the day had no room for.</summary>
    public const string BudgetReached = "budget_reached";

    /// <summary>Whoever asked has lost the right to since: they were removed, suspended, or have a lesser role.</summary>
    public static TurnFailure NotAllowed { get; } = new("not_allowed", "Whoever asked this may not ask here any more.", Retryable: false);
}
