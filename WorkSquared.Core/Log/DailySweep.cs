using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace WorkSquared.Core.Log;

/// <summary>Once a day, and at each start: rows that are of no use to anybody any more go.</summary>
internal abstract partial class DailySweep(LogWriter writer, TimeProvider time, ILogger logger) : BackgroundService
{
    private static readonly TimeSpan _pause = TimeSpan.FromDays(1);

    /// <summary>What goes, as the beginning of a sentence.</summary>
    protected abstract string Rows { get; }

    protected abstract int Sweep(WriteSession session, DateTimeOffset now);

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
            await writer.ExecuteAsync(session => Sweep(session, now), cancellationToken);
        }
        catch (CommandRefusedException refused)
        {
            // Nobody gets anything by them: tomorrow is as good.
            LogNotSwept(Rows, refused.Refusal);
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Rows} were not cleared away: {Refusal}.")]
    private partial void LogNotSwept(string rows, Refusal refusal);
}
