using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Sharing;

namespace WorkSquared.Core.Usage;

/// <summary>What was used, by answer, conversation, member and store. Days are UTC.</summary>
public interface IUsageReader
{
    /// <returns>Null when the turn has not ended, or is not there.</returns>
    Task<AnswerUsage?> OfAnswerAsync(Reader reader, Guid conversationId, Guid turnId, CancellationToken cancellationToken);

    /// <returns>Null when the turn has not failed here, or is not there.</returns>
    Task<FailureUsage?> OfFailureAsync(Reader reader, Guid conversationId, Guid turnId, CancellationToken cancellationToken);

    Task<UsageSum> OfConversationAsync(Reader reader, Guid conversationId, CancellationToken cancellationToken);

    Task<UsageSum> OfMemberAsync(Reader reader, Actor member, DateOnly from, DateOnly to, CancellationToken cancellationToken);

    /// <summary>The last <paramref name="days"/> days, today included.</summary>
    Task<StoreUsage> OfStoreAsync(Reader reader, int days, CancellationToken cancellationToken);
}

public sealed record Cost(decimal Amount, string Currency);

/// <param name="ReservedTokens">The part of the tokens that is put aside: for requests under way, or of which nobody knows what was billed.</param>
/// <param name="Costs">One for each currency; empty when no price is known.</param>
public sealed record UsageSum(
    long Requests, long InputTokens, long CachedInputTokens, long OutputTokens, long ReservedTokens, IReadOnlyList<Cost> Costs)
{
    public static UsageSum None { get; } = new(0, 0, 0, 0, 0, []);

    public long Tokens => InputTokens + OutputTokens;

    public static UsageSum Of(IEnumerable<UsageSum> parts) => parts.Aggregate(None, (sum, part) => new UsageSum(
        sum.Requests + part.Requests,
        sum.InputTokens + part.InputTokens,
        sum.CachedInputTokens + part.CachedInputTokens,
        sum.OutputTokens + part.OutputTokens,
        sum.ReservedTokens + part.ReservedTokens,
        [.. sum.Costs.Concat(part.Costs).GroupBy(cost => cost.Currency).Select(same => new Cost(same.Sum(cost => cost.Amount), same.Key))]));
}

/// <param name="Usage">Of the attempt that ended the turn; null when that is not known.</param>
/// <param name="Attempts">Requests for this turn.</param>
/// <param name="Turn">All of them together.</param>
/// <param name="EarlierTurns">How many turns before the question the model saw; null when nothing is known of the prompt.</param>
/// <param name="OmittedTurns">How many it did not see, because they did not fit.</param>
/// <param name="CutQuestion">How much of the question it saw, where that is not all.</param>
public sealed record AnswerUsage(
    string ModelId,
    string Source,
    TokenUsage? Usage,
    int Attempts,
    UsageSum Turn,
    long? FirstTextMs,
    long? DurationMs,
    int? EarlierTurns,
    int? OmittedTurns,
    CutText? CutQuestion = null);

/// <summary>What a turn without an answer was charged.</summary>
/// <param name="ErrorClass">As <see cref="Turns.TurnFailure"/> has it.</param>
/// <param name="Counted">The requests of which it is known that they were billed, and how much.</param>
/// <param name="Unknown">Those that the provider may have billed, and what for at most.</param>
/// <param name="PromptTokens">Our count of what was sent last; null when nothing was, or nobody counted.</param>
public sealed record FailureUsage(string ErrorClass, UsageSum Counted, UsageSum Unknown, long? PromptTokens = null);

/// <param name="Version">The log's position that this is the state of.</param>
public sealed record StoreUsage(long Version, DateOnly Today, IReadOnlyList<UsageShare> Shares, DailyBudget Budget);

/// <summary>What one member used of one model on one day.</summary>
public sealed record UsageShare(DateOnly Day, Actor Member, string ModelId, UsageSum Sum);

/// <param name="Tokens">Null for no limit.</param>
/// <param name="Cost">Null for no limit.</param>
public sealed record DailyBudget(long? Tokens, Cost? Cost);
