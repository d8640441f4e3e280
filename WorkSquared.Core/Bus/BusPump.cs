using Microsoft.Extensions.Hosting;

namespace WorkSquared.Core.Bus;

/// <summary>Keeps the bus moving, and looks once a second whether anything was lost on the way.</summary>
internal sealed class BusPump(EventBus bus, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Task.Run(() => bus.PumpAsync(stoppingToken), stoppingToken), CheckAsync(stoppingToken));

    private async Task CheckAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            bus.CheckForLosses();
        }
    }
}
