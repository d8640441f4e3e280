using System.Collections.Immutable;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using WorkSquared.Core.Events;
using WorkSquared.Core.Log;
using WorkSquared.Core.Members;
using WorkSquared.Core.Workspaces;

namespace WorkSquared.Core.Health;

internal sealed class InstanceHealth(
    ITeamReader team, IWorkspaceHealth health, SnapshotReader snapshots, DataDirectory directory, FreeSpace space) : IInstanceHealth
{
    public async Task<InstanceReport> ReadAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (!await team.AdministersAsync(actor, cancellationToken))
        {
            throw new CommandRefusedException(Refusal.NotFound, "There is nothing at this address.");
        }

        var backlog = await health.CheckAsync(cancellationToken);
        ImmutableArray<WorkspaceSize> workspaces = [];
        try
        {
            workspaces = await snapshots.ReadEverythingAsync(Workspaces, cancellationToken);
        }
        catch (DbException)
        {
            backlog = null;
        }

        return new InstanceReport(backlog, new SqliteConnection().ServerVersion, DatabaseBytes(), space.Free(), workspaces);
    }

    private static ImmutableArray<WorkspaceSize> Workspaces(WorkSquaredDbContext context) =>
    [
        .. context.Stores.AsNoTracking()
            .Where(store => store.Id != InstanceStore.Id)
            .OrderBy(store => store.Id)
            .Select(store => new
            {
                store.Id,
                store.Head,
                Name = context.Workspaces.Where(workspace => workspace.StoreId == store.Id).Select(workspace => workspace.Name).FirstOrDefault(),
                Members = context.Members.Count(member => member.StoreId == store.Id && member.Role != null),
            })
            .AsEnumerable()
            .Select(store => new WorkspaceSize(store.Name ?? WorkspaceName.OfUnnamed(store.Id), store.Head, store.Members)),
    ];

    private long DatabaseBytes() => new[] { directory.DatabaseFile, $"{directory.DatabaseFile}-wal" }
        .Select(file => new FileInfo(file))
        .Sum(file => file.Exists ? file.Length : 0);
}
