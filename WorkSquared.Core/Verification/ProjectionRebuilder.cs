using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging;
using WorkSquared.Core.Log;

namespace WorkSquared.Core.Verification;

internal sealed partial class ProjectionRebuilder(
    IDbContextFactory<WorkSquaredDbContext> contexts, DataDirectory directory, MigrateDatabase migrate, IEnumerable<IProjection> projections,
    ILogger<ProjectionRebuilder> logger)
    : IProjectionRebuilder
{
    private readonly IProjection[] _projections = [.. projections];

    public Task<long> RebuildAsync(CancellationToken cancellationToken)
    {
        directory.Lock();
        migrate.Run();
        return Task.Run(() => Rebuild(cancellationToken), cancellationToken);
    }

    /// <summary>After an update that derives other tables from the log, or the same ones in another way.</summary>
    /// <remarks>The lock is held and the schema is this version's. A kill in between is made good by the next start.</remarks>
    public Task RebuildOutdatedAsync(CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            if (IsOutdated())
            {
                LogRebuilding();
                Rebuild(cancellationToken);
            }
        },
        cancellationToken);

    private bool IsOutdated()
    {
        using var context = contexts.CreateDbContext();
        return context.Stores.Any(store => store.ProjectionVersion != IProjection.Version);
    }

    private long Rebuild(CancellationToken cancellationToken)
    {
        // Reads on one connection what it writes on the other: the log itself does not change.
        using var reading = contexts.CreateDbContext();
        using var writing = contexts.CreateDbContext();
        writing.Database.OpenConnection();
        SqlitePragmas.ApplyToWriter(writing.Database.GetDbConnection());

        using var session = new WriteSession(writing.Database.GetDbConnection());
        using var transaction = writing.Database.BeginTransaction();
        session.Begin(transaction.GetDbTransaction());

        foreach (var projection in _projections)
        {
            projection.Clear(session);
        }

        var events = 0L;
        foreach (var row in reading.Events.AsNoTracking().OrderBy(row => row.StoreId).ThenBy(row => row.Position))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var committed = LogReader.ToEvent(row);
            foreach (var projection in _projections)
            {
                projection.Apply(committed, session);
            }

            events++;
        }

        session.Execute("UPDATE stores SET projection_version = @p1", IProjection.Version);
        transaction.Commit();
        return events;
    }

    [LoggerMessage(LogLevel.Information, "This version derives its tables in another way: making them anew from the log.")]
    private partial void LogRebuilding();
}
