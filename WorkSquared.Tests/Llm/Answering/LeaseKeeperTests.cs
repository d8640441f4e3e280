using Microsoft.Extensions.Time.Testing;
using WorkSquared.Core;
using WorkSquared.Core.Events;
using WorkSquared.Core.Turns;
using WorkSquared.Llm.Answering;

namespace WorkSquared.Tests.Llm.Answering;

public sealed class LeaseKeeperTests
{
    private static readonly TurnClaim _claim = new(
        "s", Guid.Empty, Guid.Empty, Guid.Empty, Epoch: 1, Attempts: 0, Delays: 0, Actor.Person("ada"), StopRequested: false);

    [Fact]
    public async Task StopThatARenewalHasSeen_HoldsThoughTheNextRenewalIsRefused()
    {
        var time = new FakeTimeProvider();
        var turns = new RefusingQueue();
        var lease = new LeaseKeeper(turns, _claim, time, CancellationToken.None);

        time.Advance(TimeSpan.FromSeconds(10));
        await turns.FirstRenewal.WaitAsync(TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromSeconds(10));
        await turns.SecondRenewal.WaitAsync(TestContext.Current.CancellationToken);
        await lease.DisposeAsync();

        Assert.Equal(ClaimState.StopRequested, lease.State);
    }

    /// <summary>Has heard of a Stop; after that the database is busy.</summary>
    private sealed class RefusingQueue : ITurnQueue
    {
        private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _second = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task FirstRenewal => _first.Task;

        public Task SecondRenewal => _second.Task;

        public Task<ClaimState> RenewAsync(TurnClaim claim, TimeSpan lease, CancellationToken cancellationToken)
        {
            if (_first.TrySetResult())
            {
                return Task.FromResult(ClaimState.StopRequested);
            }

            _second.TrySetResult();
            throw new CommandRefusedException(Refusal.Unavailable, "The database is busy.");
        }

        public Task<TurnClaim?> ClaimNextAsync(TimeSpan lease, bool isLastSlot, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task ReleaseAsync(TurnClaim claim, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<TurnHistory> ReadHistoryAsync(TurnClaim claim, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> SaveDraftAsync(TurnClaim claim, int attempt, string text, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
