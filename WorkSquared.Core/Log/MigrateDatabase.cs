using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace WorkSquared.Core.Log;

/// <summary>Brings the database to this version's schema, whatever killed the last attempt.</summary>
internal sealed partial class MigrateDatabase(IDbContextFactory<WorkSquaredDbContext> contexts, DataDirectory directory, ILogger<MigrateDatabase> logger)
{
    private static readonly Version _minimumSqlite = new(3, 51, 3);

    /// <summary>Only under the lock of the data directory: then every lock found inside the database is a dead process's.</summary>
    /// <exception cref="StartupRefusedException">The database is a newer version's, damaged, or can't be opened.</exception>
    public void Run()
    {
        try
        {
            using var context = contexts.CreateDbContext();
            CheckVersionOfSqlite();
            RefuseNewerDatabase(context);
            ClearStaleLock(context);

            var pending = context.Database.GetPendingMigrations().ToList();
            if (pending.Count > 0)
            {
                LogMigrating(pending.Count);
                using var span = CoreActivity.Source.StartActivity("log.migrate")?.SetTag("worksquared.migrations", pending.Count);
                context.Database.Migrate();
            }
        }
        catch (SqliteException exception)
        {
            throw CannotOpen(exception);
        }
    }

    /// <summary>For whoever is a guest of the database, and changes nothing of its schema.</summary>
    /// <exception cref="StartupRefusedException">There is none yet, or it is not of this version.</exception>
    public void RequireCurrent()
    {
        try
        {
            using var context = contexts.CreateDbContext();
            CheckVersionOfSqlite();
            RefuseNewerDatabase(context);
            if (!File.Exists(directory.DatabaseFile) || context.Database.GetPendingMigrations().Any())
            {
                throw new StartupRefusedException(
                    $"There is no database of this version at {directory.DatabaseFile}. Start Work Squared on it once, then try again.",
                    StartupRefusedException.Configuration);
            }
        }
        catch (SqliteException exception)
        {
            throw CannotOpen(exception);
        }
    }

    /// <summary>Before 3.51.3 a race could damage the write-ahead log.</summary>
    private static void CheckVersionOfSqlite()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        if (Version.Parse(connection.ServerVersion) < _minimumSqlite)
        {
            throw new StartupRefusedException(
                $"This build carries SQLite {connection.ServerVersion}; at least {_minimumSqlite} is needed.", StartupRefusedException.Configuration);
        }
    }

    private StartupRefusedException CannotOpen(SqliteException exception) => new(
        $"The database {directory.DatabaseFile} can't be opened: {exception.Message}", StartupRefusedException.InputOutput, exception);

    private void RefuseNewerDatabase(WorkSquaredDbContext context)
    {
        if (!File.Exists(directory.DatabaseFile))
        {
            return;
        }

        var known = context.Database.GetMigrations().ToHashSet();
        var unknown = context.Database.GetAppliedMigrations().Where(migration => !known.Contains(migration)).ToList();
        if (unknown.Count > 0)
        {
            throw new StartupRefusedException(
                $"The database {directory.DatabaseFile} was written by a newer version of Work Squared (it has {unknown[^1]}). Start that version.",
                StartupRefusedException.InputOutput);
        }
    }

    /// <summary>A process that is killed while it migrates leaves its row behind, and EF would wait for it for ever.</summary>
    private void ClearStaleLock(WorkSquaredDbContext context)
    {
        if (!File.Exists(directory.DatabaseFile))
        {
            return;
        }

        var connection = context.Database.GetDbConnection();
        context.Database.OpenConnection();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = '__EFMigrationsLock'";
        if (Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture) == 0)
        {
            return;
        }

        command.CommandText = "DELETE FROM \"__EFMigrationsLock\"";
        if (command.ExecuteNonQuery() > 0)
        {
            LogStaleLock();
        }
    }

    [LoggerMessage(LogLevel.Information, "Bringing the database up to date: {Count} migrations.")]
    private partial void LogMigrating(int count);

    [LoggerMessage(LogLevel.Warning, "An earlier start was interrupted while it migrated the database; its lock was cleared.")]
    private partial void LogStaleLock();
}
