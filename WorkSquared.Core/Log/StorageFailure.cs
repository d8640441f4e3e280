using Microsoft.Data.Sqlite;

namespace WorkSquared.Core.Log;

/// <summary>What a failed write means for the person who sent it. SQLite's codes are known here alone.</summary>
internal static class StorageFailure
{
    private const int Busy = 5;
    private const int Full = 13;
    private const int Constraint = 19;

    /// <summary>The storage failed, not the work: every piece of the transaction is affected.</summary>
    public static bool IsOfTheDisk(Exception exception) => exception is SqliteException { SqliteErrorCode: not Constraint };

    public static CommandRefusedException ToRefusal(Exception exception) => exception switch
    {
        CommandRefusedException refused => refused,
        SqliteException { SqliteErrorCode: Constraint } => new(Refusal.Conflict, "This has been done already.", exception),
        SqliteException { SqliteErrorCode: var code } => new(Refusal.Unavailable, Sentence(code), exception),
        _ => new(Refusal.Unavailable, "The server could not store this. Nothing was saved.", exception),
    };

    private static string Sentence(int code) => code switch
    {
        Busy => "The database is busy with another program. Nothing was saved; try again in a moment.",
        Full => "The server's disk is full. Nothing was saved; an administrator must free some space.",
        _ => "The server's disk could not store this. Nothing was saved.",
    };
}
