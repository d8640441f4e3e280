using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using WorkSquared.Benchmarks.Measuring;
using WorkSquared.Core.Bus;
using WorkSquared.Core.Log;

namespace WorkSquared.Benchmarks.Bus;

/// <summary>A workspace with many listeners, of whom some want to hear of the conversation that is spoken in.</summary>
internal sealed class Audience : IAsyncDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private readonly CommitClock _clock;
    private readonly Workspace _workspace;
    private readonly Guid _conversation;
    private readonly int _interested;
    private readonly Task _listening;
    private Arrival _arrival;

    private Audience(Workspace workspace, CommitClock clock, Guid conversation, int interested, int uninterested)
    {
        (_workspace, _clock, _conversation, _interested) = (workspace, clock, conversation, interested);
        _arrival = new Arrival(interested);
        _listening = Task.WhenAll(Enumerable.Range(0, interested + uninterested)
            .Select(i => Task.Run(() => ListenAsync(i < interested ? conversation : Workspace.NewId()))));
    }

    public static async Task<Audience> GatherAsync(int interested, int uninterested)
    {
        var clock = new CommitClock();
        var workspace = await Workspace.StartAsync(configure: services =>
            services.ConfigureDbContext<WorkSquaredDbContext>(options => options.AddInterceptors(clock)));
        var audience = new Audience(workspace, clock, (await workspace.CreateConversationsAsync(1))[0], interested, uninterested);

        // Everyone gets the first message, whether by the log or live: then all are in.
        await audience._arrival.Last;
        return audience;
    }

    /// <returns>Milliseconds from the durable commit until the last one has it.</returns>
    public async Task<double> SayAsync()
    {
        var arrival = new Arrival(_interested);
        Volatile.Write(ref _arrival, arrival);
        await _workspace.SayAsync(_conversation, "Is the contract signed?");
        var last = await arrival.Last;
        return Stopwatch.GetElapsedTime(_clock.CommittedAt, last).TotalMilliseconds;
    }

    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        await _listening;
        await _workspace.DisposeAsync();
        _leaving.Dispose();
    }

    private async Task ListenAsync(Guid topic)
    {
        try
        {
            // After the event that created the conversation.
            await foreach (var committed in _workspace.Get<IEventBus>().SubscribeAsync(Workspace.AsAda, after: 1, topic, _leaving.Token))
            {
                Volatile.Read(ref _arrival).Signal();
            }
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
        }
    }
}
