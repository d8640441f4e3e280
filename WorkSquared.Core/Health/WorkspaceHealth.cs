using System.Data.Common;
using Microsoft.Extensions.Options;
using WorkSquared.Core.Log;
using WorkSquared.Core.Turns;

namespace WorkSquared.Core.Health;

internal sealed class WorkspaceHealth(
    LogWriter writer, BacklogReader backlog, IOptions<WorkSquaredOptions> options, TimeProvider time) : IWorkspaceHealth
{
    // Changes nothing, and still writes a page: a transaction without one succeeds on a full disk.
    private const string WriteSomething = "UPDATE stores SET head = head WHERE id = @p1";

    // A disk that hangs does not answer at all.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    public async Task<Backlog?> CheckAsync(CancellationToken cancellationToken)
    {
        var storeId = options.Value.StoreId;
        try
        {
            var written = await writer.ExecuteAsync(session => session.Execute(WriteSomething, storeId), cancellationToken)
                .WaitAsync(_patience, time, cancellationToken);
            return written == 1 ? await backlog.ReadAsync(cancellationToken).WaitAsync(_patience, time, cancellationToken) : null;
        }
        catch (Exception exception) when (exception is CommandRefusedException or DbException or TimeoutException)
        {
            return null;
        }
    }
}
