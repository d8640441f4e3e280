using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using WorkSquared.Core.Rights;
using WorkSquared.Core.Sharing;

namespace WorkSquared.Core.Log;

/// <summary>Reads several things as they were at one moment, beside the writer and without a wait.</summary>
internal sealed class SnapshotReader(IDbContextFactory<WorkSquaredDbContext> contexts, IRights rights)
{
    /// <summary>What somebody may see, and nothing else: whatever <paramref name="read"/> asks for.</summary>
    /// <remarks>On the thread pool: SQLite blocks its caller even in async methods, and a caller may be a circuit.</remarks>
    public Task<T> ReadAsync<T>(Reader reader, Func<WorkSquaredDbContext, T> read, CancellationToken cancellationToken) =>
        Task.Run(() => Read(context => rights.SightOf(context, reader), read), cancellationToken);

    /// <summary>For what works for everybody. Nothing that this reads may be shown to anybody who has not been looked at.</summary>
    public Task<T> ReadEverythingAsync<T>(Func<WorkSquaredDbContext, T> read, CancellationToken cancellationToken) =>
        Task.Run(() => ReadEverything(read), cancellationToken);

    public T ReadEverything<T>(Func<WorkSquaredDbContext, T> read) => Read(_ => Sight.Everything, read);

    private T Read<T>(Func<WorkSquaredDbContext, Sight> sight, Func<WorkSquaredDbContext, T> read)
    {
        using var context = contexts.CreateDbContext();
        context.Database.OpenConnection();

        // Deferred, because EF's own transactions lock out the writer.
        using var transaction = ((SqliteConnection)context.Database.GetDbConnection()).BeginTransaction(deferred: true);
        context.Database.UseTransaction(transaction);
        try
        {
            // In the same snapshot: what somebody may see and what they see are of one moment.
            context.Sight = sight(context);
            return read(context);
        }
        finally
        {
            // The context goes back to a pool, and to somebody else.
            context.Sight = Sight.Everything;
        }
    }
}
