using System.Data.Common;
using WorkSquared.Core.Log;

namespace WorkSquared.Core.Verification;

/// <summary>Walks what two databases have side by side, in the same order.</summary>
internal static class TableComparison
{
    /// <returns>Null when they are equal, row by row and value by value.</returns>
    public static string? FirstDifference(DbConnection live, DbConnection replayed, ReplayedQuery query)
    {
        using var left = Read(live, query.Sql);
        using var right = Read(replayed, query.Sql);

        for (var row = 1L; ; row++)
        {
            var (hasLeft, hasRight) = (left.Read(), right.Read());
            if (!hasLeft && !hasRight)
            {
                return null;
            }

            if (hasLeft != hasRight)
            {
                return $"The {query.Name} has {(hasLeft ? "more" : "fewer")} rows than a replay of the log gives, from row {row} on.";
            }

            for (var column = 0; column < left.FieldCount; column++)
            {
                if (!AreEqual(left.GetValue(column), right.GetValue(column)))
                {
                    return $"The {query.Name} differs from a replay of the log in row {row}, column {left.GetName(column)}.";
                }
            }
        }
    }

    private static DbDataReader Read(DbConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteReader();
    }

    private static bool AreEqual(object left, object right) =>
        left is byte[] bytes && right is byte[] others ? bytes.AsSpan().SequenceEqual(others) : left.Equals(right);
}
