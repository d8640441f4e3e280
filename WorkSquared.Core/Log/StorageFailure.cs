using Microsoft.Data.Sqlite;

namespace WorkSquared.Core.Log;

/// <summary>What a failed write means for the person who sent it. SQLite's codes are known here alone.</summary>
internal static class StorageFailure
{
    private const int Busy = 5;
    private const int Full = 13;
    private const int Constraint = 19;

    // Busy, locked, no memory, read-only, input/output, corrupt, full, can't open, protocol, not a database.
    private static readonly int[] _ofTheDisk = [Busy, 6, 7, 8, 10, 11, Full, 14, 15, 26];

    /// <summary>The storage failed, not the work: every piece of the transaction is affected.</summary>
    public static bool IsOfTheDisk(Exception exception) => exception is SqliteException sqlite && _ofTheDisk.Contains(sqlite.SqliteErrorCode);

    /// <summary>Another program holds the lock, and has held it for as long as we wait.</summary>
    public static bool IsBusy(Exception exception) => exception is SqliteException { SqliteErrorCode: Busy };

    public static Exception ToRefusal(Exception exception) => exception switch
    {
        SqliteException { SqliteErrorCode: Constraint } => new CommandRefusedException(Refusal.Conflict, "This has been done already.", exception),
        SqliteException { SqliteErrorCode: var code } => new CommandRefusedException(Refusal.Unavailable, Sentence(code), exception),
        _ => exception,
    };

    private static string Sentence(int code) => code switch
    {
        Busy => "The database is busy with another program. Nothing was saved; try again in a moment.",
        Full => "The server's disk is full. Nothing was saved; an administrator must free some space.",
        _ => "The server's disk could not store this. Nothing was saved.",
    };
}
