using Microsoft.Data.Sqlite;

namespace WorkSquared.Tests.Drills;

/// <summary>The questions that are still owed an answer, counted from outside.</summary>
internal sealed class Backlog(string database)
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(100);

    public async Task WhenAtMostAsync(int count, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(_interval);
        while (await CountAsync(cancellationToken) > count)
        {
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }

    public async Task<long> CountAsync(CancellationToken cancellationToken)
    {
        await using var connection = new SqliteConnection(Checker.ReadOnly(database));
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM turns WHERE state = 0";
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
