using WorkSquared.Core.Events;
using WorkSquared.Core.Usage;

namespace WorkSquared.Tests.Support;

/// <summary>Usage as the test says it was, for tests of pages.</summary>
internal sealed class GivenUsage : IUsageReader
{
    public AnswerUsage? Answer { get; set; }

    public UsageSum Conversation { get; set; } = UsageSum.None;

    public StoreUsage Store { get; set; } = new(0, new DateOnly(2026, 1, 5), [], new DailyBudget(null, null));

    public int Reads { get; private set; }

    public Task<AnswerUsage?> OfAnswerAsync(string storeId, Guid conversationId, Guid turnId, CancellationToken cancellationToken)
    {
        Reads++;
        return Task.FromResult(Answer);
    }

    public FailureUsage? Failure { get; set; }

    public Task<FailureUsage?> OfFailureAsync(string storeId, Guid conversationId, Guid turnId, CancellationToken cancellationToken) =>
        Task.FromResult(Failure);

    public Task<UsageSum> OfConversationAsync(string storeId, Guid conversationId, CancellationToken cancellationToken) => Task.FromResult(Conversation);

    public Task<UsageSum> OfMemberAsync(string storeId, Actor member, DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<StoreUsage> OfStoreAsync(string storeId, int days, CancellationToken cancellationToken)
    {
        Reads++;
        return Task.FromResult(Store);
    }
}
