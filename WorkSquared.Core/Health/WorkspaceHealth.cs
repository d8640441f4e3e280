using System.Data.Common;
using WorkSquared.Core.Log;
using WorkSquared.Core.Turns;

namespace WorkSquared.Core.Health;

internal sealed class WorkspaceHealth(LogWriter writer, BacklogReader backlog, TimeProvider time) : IWorkspaceHealth
{
    // Changes nothing, and still writes a page: a transaction without one succeeds on a full disk. All stores are in one file, so one write
    // speaks for all of them.
    private const string WriteSomething = "UPDATE stores SET head = head";

    // A disk that hangs does not answer at all.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    public async Task<Backlog?> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            var written = await writer.ExecuteAsync(session => session.Execute(WriteSomething), cancellationToken)
                .WaitAsync(_patience, time, cancellationToken);
            return written > 0 ? await backlog.ReadAsync(cancellationToken).WaitAsync(_patience, time, cancellationToken) : null;
        }
        catch (Exception exception) when (exception is CommandRefusedException or DbException or TimeoutException)
        {
            return null;
        }
    }
}
