using System.Data.Common;

namespace WorkSquared.Core.Verification;

/// <summary>Walks two tables side by side in the order of their key.</summary>
internal static class TableComparison
{
    /// <returns>Null when they are equal, row by row and value by value.</returns>
    public static string? FirstDifference(DbConnection live, DbConnection replayed, string table, string key)
    {
        using var left = Read(live, table, key);
        using var right = Read(replayed, table, key);

        for (var row = 1L; ; row++)
        {
            var (hasLeft, hasRight) = (left.Read(), right.Read());
            if (!hasLeft && !hasRight)
            {
                return null;
            }

            if (hasLeft != hasRight)
            {
                return $"The table {table} has {(hasLeft ? "more" : "fewer")} rows than a replay of the log gives, from row {row} on.";
            }

            for (var column = 0; column < left.FieldCount; column++)
            {
                if (!AreEqual(left.GetValue(column), right.GetValue(column)))
                {
                    return $"The table {table} differs from a replay of the log in row {row}, column {left.GetName(column)}.";
                }
            }
        }
    }

    private static DbDataReader Read(DbConnection connection, string table, string key)
    {
        var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM {table} ORDER BY {key}";
        return command.ExecuteReader();
    }

    private static bool AreEqual(object left, object right) =>
        left is byte[] bytes && right is byte[] others ? bytes.AsSpan().SequenceEqual(others) : left.Equals(right);
}
