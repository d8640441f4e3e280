using System.Data.Common;
using System.Globalization;

namespace WorkSquared.Core.Log;

/// <summary>What SQLite must be told, connection by connection.</summary>
internal static class SqlitePragmas
{
    /// <summary>Durable at every commit, and no checkpoint inside one: <see cref="Checkpointer"/> does them beside the writer.</summary>
    /// <exception cref="StartupRefusedException">The database does not keep what it acknowledges.</exception>
    public static void ApplyToWriter(DbConnection connection)
    {
        if (Text(connection, "PRAGMA journal_mode = WAL") != "wal")
        {
            throw new StartupRefusedException(
                $"The file system of {connection.DataSource} can't share memory, which SQLite's write-ahead log needs. Use a local disk.",
                StartupRefusedException.InputOutput);
        }

        Execute(connection, "PRAGMA synchronous = FULL");
        Execute(connection, "PRAGMA trusted_schema = OFF");
        Execute(connection, "PRAGMA cell_size_check = ON");

        // SQLite looks again after milliseconds, the provider alone only after 150.
        Execute(connection, "PRAGMA busy_timeout = 500");

        // Up to 32 MB of pages, for the one connection that writes: of a long log, those of each conversation's end fit.
        Execute(connection, "PRAGMA cache_size = -32768");

        // Only if the checkpointer can't get through for long: about 64 MB.
        Execute(connection, "PRAGMA wal_autocheckpoint = 16000");

        // NORMAL loses acknowledged messages when the power fails: measured, and not a matter of taste.
        if (Text(connection, "PRAGMA synchronous") != "2")
        {
            throw new StartupRefusedException("SQLite does not run with synchronous=FULL, so a stored message could be lost.", StartupRefusedException.InputOutput);
        }
    }

    public static void Execute(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public static string? Text(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
