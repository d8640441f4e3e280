using WorkSquared.Core.Turns;

namespace WorkSquared.Llm.Answering;

/// <summary>Renews a claim while its turn is worked on, and ends the work when the claim is lost or a person has pressed Stop.</summary>
internal sealed class LeaseKeeper : IAsyncDisposable
{
    private static readonly TimeSpan _renewal = TimeSpan.FromSeconds(10);

    private readonly ITurnQueue _turns;
    private readonly TurnClaim _claim;
    private readonly CancellationToken _stopped;
    private readonly CancellationTokenSource _ended;
    private readonly CancellationTokenSource _disposed = new();
    private readonly PeriodicTimer _timer;
    private readonly Task _keeping;
    private volatile ClaimState _state = ClaimState.Held;

    public LeaseKeeper(ITurnQueue turns, TurnClaim claim, TimeProvider time, CancellationToken stopped)
    {
        _turns = turns;
        _claim = claim;
        _stopped = stopped;
        _ended = CancellationTokenSource.CreateLinkedTokenSource(stopped);
        _timer = new PeriodicTimer(_renewal, time);
        _keeping = KeepAsync();
    }

    /// <summary>Why the work is to end; <see cref="ClaimState.Held"/> as long as it may go on.</summary>
    public ClaimState State => _state is ClaimState.Held && _stopped.IsCancellationRequested ? ClaimState.StopRequested : _state;

    public CancellationToken Ended => _ended.Token;

    public async ValueTask DisposeAsync()
    {
        await _disposed.CancelAsync();
        await _keeping;
        _timer.Dispose();
        _disposed.Dispose();
        _ended.Dispose();
    }

    private async Task KeepAsync()
    {
        try
        {
            while (await _timer.WaitForNextTickAsync(_disposed.Token))
            {
                _state = await RenewAsync();
                if (_state is not ClaimState.Held)
                {
                    await _ended.CancelAsync();
                }

                // After a Stop the claim is needed until the end of the turn is stored.
                if (_state is ClaimState.Lost)
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (_disposed.IsCancellationRequested)
        {
        }
    }

    private async Task<ClaimState> RenewAsync()
    {
        try
        {
            return await _turns.RenewAsync(_claim, Responder.Lease, _disposed.Token);
        }
        catch (Core.CommandRefusedException)
        {
            // A busy database is no reason to stop: the epoch decides at the commit, and two more renewals come before the lease ends.
            return _state;
        }
    }
}
