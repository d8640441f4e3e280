using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using WorkSquared.Core.Log;

namespace WorkSquared.Core.Verification;

internal sealed class ProjectionRebuilder(
    IDbContextFactory<WorkSquaredDbContext> contexts, DataDirectory directory, MigrateDatabase migrate, IEnumerable<IProjection> projections)
    : IProjectionRebuilder
{
    private readonly IProjection[] _projections = [.. projections];

    public Task<long> RebuildAsync(CancellationToken cancellationToken)
    {
        directory.Lock();
        migrate.Run();
        return Task.Run(() => Rebuild(cancellationToken), cancellationToken);
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

        foreach (var table in _projections.SelectMany(projection => projection.Tables))
        {
            session.Execute($"DELETE FROM {table}");
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

        transaction.Commit();
        return events;
    }
}
