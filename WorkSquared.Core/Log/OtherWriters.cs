using Microsoft.Extensions.Hosting;

namespace WorkSquared.Core.Log;

/// <summary>Looks every second whether another process has written, so that pages hear of it though nobody writes here.</summary>
internal sealed class OtherWriters(LogWriter writer, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                // The writer looks at the beginning of every transaction, and one without work costs no write.
                await writer.ExecuteAsync(static _ => true, stoppingToken);
            }
            catch (CommandRefusedException)
            {
                // Busy, or stopping. The next second is as good.
            }
        }
    }
}
