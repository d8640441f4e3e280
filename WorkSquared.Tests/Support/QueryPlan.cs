using System.Data.Common;
using System.Text.RegularExpressions;

namespace WorkSquared.Tests.Support;

/// <summary>How SQLite would read what a query asks for.</summary>
internal static class QueryPlan
{
    /// <returns>Its steps, in words.</returns>
    public static List<string> Of(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + Regex.Replace(sql[sql.IndexOf("SELECT", StringComparison.Ordinal)..], @"@\w+", "1");
        using var reader = command.ExecuteReader();
        List<string> steps = [];
        while (reader.Read())
        {
            steps.Add(reader.GetString(3));
        }

        return steps;
    }
}
