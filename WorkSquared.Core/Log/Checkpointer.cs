using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace WorkSquared.Core.Log;

/// <summary>Moves what is committed from the write-ahead log into the database file, so that no sender waits for it.</summary>
internal sealed partial class Checkpointer(DataDirectory directory, TimeProvider time, ILogger<Checkpointer> logger) : BackgroundService
{
    /// <summary>Pages in the write-ahead log, about 16 MB, from which on it is worth a short wait of the writer to use the file from its start again.</summary>
    private const int LongLog = 4096;

    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(100);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_interval, time);
        await using var connection = new SqliteConnection(directory.ConnectionString);
        await connection.OpenAsync(stoppingToken);
        SqlitePragmas.Execute(connection, "PRAGMA busy_timeout = 50");
        await using var passive = connection.CreateCommand();
        passive.CommandText = "PRAGMA wal_checkpoint(PASSIVE)";
        await using var restart = connection.CreateCommand();
        restart.CommandText = "PRAGMA wal_checkpoint(RESTART)";

        var file = new FileInfo(directory.DatabaseFile + "-wal");
        var seen = (Length: -1L, Written: default(DateTime));
        var isFailing = false;
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
                // On a thread of its own: it blocks, and the pool of a small machine has only two.
                await Task.Factory.StartNew(
                    () => Checkpoint(passive, restart), stoppingToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
                isFailing = false;
            }
            catch (SqliteException exception)
            {
                // The next one makes up for it; the write-ahead log keeps everything until then. A full disk is said once, not ten times a second.
                if (!isFailing)
                {
                    LogFailed(exception.SqliteErrorCode);
                }

                isFailing = true;
            }
        }
    }

    /// <summary>PASSIVE copies beside the writer; RESTART holds the writer, but only for what was committed meanwhile.</summary>
    private static void Checkpoint(SqliteCommand passive, SqliteCommand restart)
    {
        using (var result = passive.ExecuteReader())
        {
            // Where a reader keeps an old snapshot, not all could be copied, and RESTART would hold the writer for nothing.
            if (!result.Read() || result.GetInt32(1) < LongLog || result.GetInt32(2) < result.GetInt32(1))
            {
                return;
            }
        }

        restart.ExecuteNonQuery();
    }

    [LoggerMessage(LogLevel.Warning, "A checkpoint of the database failed with SQLite's error {Code}; it will be tried again.")]
    private partial void LogFailed(int code);
}
