using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace WorkSquared.Core.Log;

/// <summary>Moves what is committed from the write-ahead log into the database file, so that no sender waits for it.</summary>
internal sealed partial class Checkpointer(DataDirectory directory, TimeProvider time, ILogger<Checkpointer> logger) : BackgroundService
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(100);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_interval, time);
        await using var connection = new SqliteConnection(directory.ConnectionString);
        await connection.OpenAsync(stoppingToken);
        await using var checkpoint = connection.CreateCommand();

        // RESTART, so that the file is used again from its start instead of growing.
        checkpoint.CommandText = "PRAGMA busy_timeout = 50; PRAGMA wal_checkpoint(RESTART)";

        var file = new FileInfo(directory.DatabaseFile + "-wal");
        var seen = (Length: -1L, Written: default(DateTime));
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            file.Refresh();
            if (!file.Exists || (file.Length, file.LastWriteTimeUtc) == seen)
            {
                continue;
            }

            seen = (file.Length, file.LastWriteTimeUtc);
            try
            {
                // Blocks its thread, as everything in SQLite does.
                await Task.Run(checkpoint.ExecuteNonQuery, stoppingToken);
            }
            catch (SqliteException exception)
            {
                // The next one makes up for it; the write-ahead log keeps everything until then.
                LogFailed(exception);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "A checkpoint of the database failed; it will be tried again.")]
    private partial void LogFailed(Exception exception);
}
