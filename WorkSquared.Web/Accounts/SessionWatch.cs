using WorkSquared.Core.Members;
using WorkSquared.Core.Sessions;

namespace WorkSquared.Web.Accounts;

/// <summary>Closes the circuits of whoever may no longer see what they show: signed out elsewhere, suspended, removed from the workspace.</summary>
/// <remarks>It looks rather than listens: whatever ended a session, and in whichever process, is seen within a second.</remarks>
internal sealed partial class SessionWatch(
    CircuitConnections connections, ISessions sessions, ITeamReader team, TimeProvider time, ILogger<SessionWatch> logger) : BackgroundService
{
    private static readonly TimeSpan _look = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_look, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // The database can't be read just now, so nothing is shown either that was not there before.
                LogNotLooked(exception);
            }
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var open = connections.Open;
        if (open.Count == 0)
        {
            return;
        }

        // Two reads, however many pages are open.
        var standing = await sessions.StandingAsync([.. open.Select(connection => connection.SessionId)], cancellationToken);
        var belonging = await team.BelongingAsync([.. open.Select(connection => connection.AccountId).Distinct()], cancellationToken);
        foreach (var (sessionId, accountId, storeId) in open)
        {
            if (!standing.Contains(sessionId) || !belonging.Contains((storeId, accountId)))
            {
                connections.Close(sessionId, storeId);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Whether the sessions of open pages still stand could not be read.")]
    private partial void LogNotLooked(Exception exception);
}
