using WorkSquared.Core.Events;
using WorkSquared.Core.Sharing;
using WorkSquared.Core.Usage;

namespace WorkSquared.Tests.Support;

/// <summary>Usage as the test says it was, for tests of pages.</summary>
internal sealed class GivenUsage : IUsageReader
{
    public AnswerUsage? Answer { get; set; }

    public UsageSum Conversation { get; set; } = UsageSum.None;

    public StoreUsage Store { get; set; } = new(0, new DateOnly(2026, 1, 5), [], new DailyBudget(null, null));

    public int Reads { get; private set; }

    public Task<AnswerUsage?> OfAnswerAsync(Reader reader, Guid conversationId, Guid turnId, CancellationToken cancellationToken)
    {
        Reads++;
        return Task.FromResult(Answer);
    }

    public FailureUsage? Failure { get; set; }

    public Task<FailureUsage?> OfFailureAsync(Reader reader, Guid conversationId, Guid turnId, CancellationToken cancellationToken) =>
        Task.FromResult(Failure);

    public Task<UsageSum> OfConversationAsync(Reader reader, Guid conversationId, CancellationToken cancellationToken) => Task.FromResult(Conversation);

    public Task<UsageSum> OfMemberAsync(Reader reader, Actor member, DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<StoreUsage> OfStoreAsync(Reader reader, int days, CancellationToken cancellationToken)
    {
        Reads++;
        return Task.FromResult(Store);
    }
}
