using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WorkSquared.Core.Bus;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Health;
using WorkSquared.Core.Turns;
using WorkSquared.Llm.Connecting;

namespace WorkSquared.Llm.Answering;

/// <summary>bus → claim → model → commit. Finds turns by wake-up, at start and on a timer; its memory holds nothing that matters.</summary>
internal sealed partial class Responder(
    IEventBus bus,
    ITurnQueue turns,
    CurrentModel model,
    ResponderPulse pulse,
    IOptions<ResponderOptions> options,
    TimeProvider time,
    ILogger<Responder> logger,
    IHostApplicationLifetime? lifetime = null) : BackgroundService
{
    /// <summary>Claims are renewed three times before they run out.</summary>
    internal static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    // If every wake-up were lost, answers would come this much later, and still come.
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan _retry = TimeSpan.FromSeconds(5);

    // Less than the host's own limit, so that claims are released before the log closes.
    private static readonly TimeSpan _drain = TimeSpan.FromSeconds(25);

    // One unheard ring is enough: whoever wakes up looks at everything.
    private readonly Channel<bool> _doorbell = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });

    private readonly ConcurrentDictionary<Guid, Running> _running = new();

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Enabled)
        {
            return base.StartAsync(cancellationToken);
        }

        pulse.TurnOff();
        LogDisabled();
        return Task.CompletedTask;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // As soon as the host begins to stop, not when its turn comes: the web server stops first, and waits for its slowest request.
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lifetime?.ApplicationStopping ?? CancellationToken.None);
        await AnswerUntilAsync(stopping.Token);
    }

    private async Task AnswerUntilAsync(CancellationToken stoppingToken)
    {
        // Before there is a claim that a kill could waste.
        model.Prepare();

        using var aborting = new CancellationTokenSource();
        var slots = new SemaphoreSlim(options.Value.MaxConcurrency);
        var wakers = Task.WhenAll(ListenAsync(stoppingToken), TickAsync(stoppingToken));
        try
        {
            while (true)
            {
                pulse.Beat();
                await StartAllAsync(slots, aborting.Token, stoppingToken);
                await _doorbell.Reader.ReadAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
        finally
        {
            await DrainAsync(aborting);
            await wakers;
        }
    }

    private async Task ListenAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var committed in bus.ListenAsync(stoppingToken))
            {
                if (committed.Data is LLMResponseStopRequested stop)
                {
                    _running.Values.FirstOrDefault(running => running.Answers(committed.StoreId, stop.ResponseToMessageId))?.Stop();
                }

                _doorbell.Writer.TryWrite(true);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task TickAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                _doorbell.Writer.TryWrite(true);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task StartAllAsync(SemaphoreSlim slots, CancellationToken aborting, CancellationToken stoppingToken)
    {
        // Without a free slot there is nothing to wait for here: whoever frees one rings.
        while (await slots.WaitAsync(TimeSpan.Zero, stoppingToken))
        {
            var claim = await TryClaimAsync(isLastSlot: slots.CurrentCount == 0, stoppingToken);
            if (claim is null)
            {
                slots.Release();
                return;
            }

            var running = new Running(claim, aborting);
            _running[claim.TurnId] = running;
            running.Task = RunAsync(claim, running, slots, aborting);
        }
    }

    private async Task<TurnClaim?> TryClaimAsync(bool isLastSlot, CancellationToken stoppingToken)
    {
        try
        {
            return await turns.ClaimNextAsync(Lease, isLastSlot, stoppingToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // A full disk or a locked database: the timer asks again.
            LogClaimFailed(exception);
            return null;
        }
    }

    private async Task RunAsync(TurnClaim claim, Running running, SemaphoreSlim slots, CancellationToken aborting)
    {
        // The loop that started this goes on at once.
        await Task.Yield();
        using var span = TurnTrace.Start(LlmActivity.Source, "turn.answer", claim);
        try
        {
            // To its end with this model, whichever is chosen meanwhile.
            using var inUse = model.Use();
            await inUse.Runner.RunAsync(claim, running.Stopped, aborting);
        }
        catch (OperationCanceledException) when (aborting.IsCancellationRequested)
        {
        }
        catch (Exception exception)
        {
            // One turn's trouble never ends the loop. It is tried again, after a pause.
            span?.SetStatus(ActivityStatusCode.Error);
            LogTurnFailed(exception, claim.TurnId);
            await ReleaseLaterAsync(claim, aborting);
        }
        finally
        {
            running.Dispose();
            slots.Release();
            _doorbell.Writer.TryWrite(true);

            // Last, because a shutdown waits for what stands in this table.
            _running.TryRemove(KeyValuePair.Create(claim.TurnId, running));
        }
    }

    private async Task ReleaseLaterAsync(TurnClaim claim, CancellationToken aborting)
    {
        try
        {
            await Task.Delay(_retry, time, aborting);
            await turns.ReleaseAsync(claim, aborting);
        }
        catch (Exception exception)
        {
            // Then the next start of the program frees it.
            LogTurnFailed(exception, claim.TurnId);
        }
    }

    /// <summary>Lets running answers end, for a bounded time: a kill would be safe too, but this saves what they cost.</summary>
    private async Task DrainAsync(CancellationTokenSource aborting)
    {
        using var patience = new CancellationTokenSource(_drain, time);
        await using var _ = patience.Token.Register(aborting.Cancel);
        await Task.WhenAll(_running.Values.Select(running => running.Task));
    }

    [LoggerMessage(LogLevel.Information, "This process leaves the answers to others: WorkSquared:Responder:Enabled is false.")]
    private partial void LogDisabled();

    [LoggerMessage(LogLevel.Warning, "The next turn could not be claimed; trying again.")]
    private partial void LogClaimFailed(Exception exception);

    [LoggerMessage(LogLevel.Error, "Turn {TurnId} could not be finished; it will be tried again.")]
    private partial void LogTurnFailed(Exception exception, Guid turnId);

    /// <summary>A turn at work in this process, and the way to stop it.</summary>
    private sealed class Running(TurnClaim claim, CancellationToken aborting) : IDisposable
    {
        private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(aborting);
        private readonly Lock _gate = new();
        private bool _isDisposed;

        public bool Answers(string storeId, Guid questionId) => (claim.StoreId, claim.QuestionId) == (storeId, questionId);

        public CancellationToken Stopped => _stop.Token;

        public Task Task { get; set; } = Task.CompletedTask;

        public void Stop()
        {
            lock (_gate)
            {
                if (!_isDisposed)
                {
                    // Not here and now: whoever listens to the token would run inside the lock.
                    _ = _stop.CancelAsync();
                }
            }
        }

        public void Dispose()
        {
            lock (_gate)
            {
                _isDisposed = true;
                _stop.Dispose();
            }
        }
    }
}
