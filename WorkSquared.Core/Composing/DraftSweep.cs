using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WorkSquared.Core.Log;
using WorkSquared.Core.Organising;

namespace WorkSquared.Core.Composing;

/// <summary>Once a day, and at each start: the drafts of conversations whose days in the bin are over go with them.</summary>
internal sealed partial class DraftSweep(LogWriter writer, TimeProvider time, ILogger<DraftSweep> logger) : BackgroundService
{
    private const string Sweep =
        """
        DELETE FROM composer_drafts WHERE EXISTS (
            SELECT 1 FROM conversations c
            WHERE c.store_id = composer_drafts.store_id AND c.id = composer_drafts.conversation_id AND c.deleted_at <= @p1)
        """;

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
        var oldest = time.GetUtcNow().AddDays(-Deletion.DaysKept);
        try
        {
            await writer.ExecuteAsync(session => session.Execute(Sweep, oldest), cancellationToken);
        }
        catch (CommandRefusedException refused)
        {
            // Nobody sees them any more: tomorrow is as good.
            LogNotSwept(refused.Refusal);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The drafts of deleted conversations were not cleared away: {Refusal}.")]
    private partial void LogNotSwept(Refusal refusal);
}
