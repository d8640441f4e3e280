using Microsoft.Extensions.Hosting;

namespace WorkSquared.Core.Bus;

/// <summary>Keeps the bus moving, on the thread pool and not on the writer's thread.</summary>
internal sealed class BusPump(EventBus bus) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(() => bus.PumpAsync(stoppingToken), stoppingToken);
}
