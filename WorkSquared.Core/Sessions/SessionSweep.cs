using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WorkSquared.Core.Log;

namespace WorkSquared.Core.Sessions;

/// <summary>Once a day, and at each start: sessions that are over go.</summary>
internal sealed partial class SessionSweep(LogWriter writer, TimeProvider time, ILogger<SessionSweep> logger) : BackgroundService
{
    private const string Sweep = "DELETE FROM sessions WHERE seen_at <= @p1 OR started_at <= @p2";

    private static readonly TimeSpan _pause = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await SweepAsync(stoppingToken);
                await Task.Delay(_pause, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        try
        {
            await writer.ExecuteAsync(session => session.Execute(Sweep, now - SessionLife.Idle, now - SessionLife.Longest), cancellationToken);
        }
        catch (CommandRefusedException refused)
        {
            // Nobody is let in by them any more: tomorrow is as good.
            LogNotSwept(refused.Refusal);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Sessions that are over were not cleared away: {Refusal}.")]
    private partial void LogNotSwept(Refusal refusal);
}
