using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace WorkSquared.Core.Log;

/// <summary>Reads several things as they were at one moment, beside the writer and without a wait.</summary>
internal sealed class SnapshotReader(IDbContextFactory<WorkSquaredDbContext> contexts)
{
    /// <remarks>On the thread pool: SQLite blocks its caller even in async methods, and a caller may be a circuit.</remarks>
    public Task<T> ReadAsync<T>(Func<WorkSquaredDbContext, T> read, CancellationToken cancellationToken) =>
        Task.Run(() => Read(read), cancellationToken);

    public T Read<T>(Func<WorkSquaredDbContext, T> read)
    {
        using var context = contexts.CreateDbContext();
        context.Database.OpenConnection();

        // Deferred, because EF's own transactions lock out the writer.
        using var transaction = ((SqliteConnection)context.Database.GetDbConnection()).BeginTransaction(deferred: true);
        context.Database.UseTransaction(transaction);
        return read(context);
    }
}
