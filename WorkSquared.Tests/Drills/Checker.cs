using Microsoft.Data.Sqlite;

namespace WorkSquared.Tests.Drills;

/// <summary>Judges a database from outside: by SQL, with the records of the driver and of the provider, and with no code of the program.</summary>
internal static class Checker
{
    // Each kind of event as a table of its own: what follows reads like its sentence, and has an index.
    private const string Setup =
        """
        CREATE TEMP TABLE acks (id BLOB, position INTEGER, text TEXT);
        CREATE TEMP TABLE kills (at INTEGER);
        CREATE TEMP TABLE requests (nonce TEXT, life INTEGER, answer TEXT, is_whole INTEGER);

        CREATE TEMP TABLE sent AS
          SELECT id, command_id, position, json_extract(payload, '$.message') AS text FROM events WHERE type = 'v1.ChatMessageSent';
        CREATE INDEX temp.sent_by_id ON sent (id);
        CREATE INDEX temp.sent_by_command ON sent (command_id);

        CREATE TEMP TABLE turns_opened AS
          SELECT o.id AS turn, substr(s.text, 2, 32) AS nonce
          FROM events o JOIN sent s ON s.id = CASE o.type WHEN 'v1.ChatMessageSent' THEN o.id ELSE o.causation_id END
          WHERE o.type IN ('v1.ChatMessageSent', 'v1.LLMResponseRequested');
        CREATE INDEX temp.opened_by_turn ON turns_opened (turn);

        CREATE TEMP TABLE ends AS
          SELECT position, causation_id AS turn, committed_at AS at, type,
            json_extract(payload, '$.message') AS text, json_extract(payload, '$.errorClass') AS error
          FROM events WHERE type IN ('v1.LLMResponseReceived', 'v1.LLMResponseFailed', 'v1.LLMResponseCancelled');
        CREATE INDEX temp.ends_by_turn ON ends (turn);

        CREATE TEMP TABLE recorded AS
          SELECT t.nonce, count(*) AS attempts FROM events e JOIN turns_opened t ON t.turn = e.causation_id
          WHERE e.type = 'v1.LLMResponseStarted' GROUP BY t.nonce;
        CREATE INDEX temp.recorded_by_nonce ON recorded (nonce);
        """;

    private const string Lost =
        "SELECT hex(a.id) FROM acks a WHERE NOT EXISTS (SELECT 1 FROM sent s WHERE s.command_id = a.id AND s.text = a.text)";

    private const string Moved = "SELECT hex(a.id) FROM acks a JOIN sent s ON s.command_id = a.id WHERE s.position <> a.position";

    private const string Repeated = "SELECT hex(command_id) FROM events GROUP BY store_id, command_id HAVING count(*) > 1";

    private const string EndedTwice = "SELECT hex(turn) FROM ends GROUP BY turn HAVING count(*) > 1";

    private const string Unanswered = "SELECT nonce FROM turns_opened t WHERE NOT EXISTS (SELECT 1 FROM ends e WHERE e.turn = t.turn)";

    private const string EndOfNothing = "SELECT position FROM ends e WHERE NOT EXISTS (SELECT 1 FROM turns_opened t WHERE t.turn = e.turn)";

    private const string Truncated =
        """
        SELECT position FROM ends e WHERE type = 'v1.LLMResponseReceived'
          AND NOT EXISTS (SELECT 1 FROM requests r WHERE r.answer = e.text AND r.is_whole)
        """;

    private const string Mispaired =
        """
        SELECT e.position FROM ends e JOIN turns_opened t ON t.turn = e.turn
        WHERE e.type = 'v1.LLMResponseReceived' AND substr(e.text, 2, 32) <> t.nonce
        """;

    private const string Failed = "SELECT position FROM ends WHERE error = 'interrupted'";

    // The program sets a question aside after three recorded attempts, or more claims, that no process lived to end.
    private const string GivenUpEarly =
        """
        SELECT e.position FROM ends e JOIN events o ON o.id = e.turn
        WHERE e.error = 'interrupted' AND (SELECT count(*) FROM kills k WHERE k.at > o.committed_at AND k.at < e.at) < 3
        """;

    private const string FailedOtherwise =
        "SELECT position FROM ends WHERE type = 'v1.LLMResponseCancelled' OR (type = 'v1.LLMResponseFailed' AND error <> 'interrupted')";

    private const string Gaps = "SELECT store_id FROM events GROUP BY store_id HAVING count(*) <> max(position) OR min(position) <> 1";

    private const string Unrecorded =
        """
        SELECT r.nonce FROM requests r LEFT JOIN recorded a ON a.nonce = r.nonce
        GROUP BY r.nonce HAVING count(*) > coalesce(max(a.attempts), 0)
        """;

    // Only the end of a process excuses a second request.
    private const string RequestedTwice = "SELECT nonce FROM requests GROUP BY nonce, life HAVING count(*) > 1";

    private const string Asked = "SELECT nonce FROM requests GROUP BY nonce";

    public static string ReadOnly(string database) =>
        new SqliteConnectionStringBuilder { DataSource = database, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString();

    public static ReliabilityReport Check(
        string database, IReadOnlyList<Acknowledged> acks, IReadOnlyCollection<BilledRequest> requests, IReadOnlyList<DateTimeOffset> kills)
    {
        using var connection = new SqliteConnection(ReadOnly(database));
        connection.Open();
        Execute(connection, Setup);
        Fill(connection, acks, requests, kills);

        var violations = new List<string>();
        var lost = Judge(Lost, "was acknowledged, and is not in the log as it was sent");
        var doubled = Judge(Repeated, "is a command with two events") + Judge(EndedTwice, "is a turn with two ends");
        var unanswered = Judge(Unanswered, "is a question without an end");
        var truncated = Judge(Truncated, "is the position of an answer that the provider never sent in full");
        Judge(Moved, "stands at another position than was acknowledged");
        Judge(EndOfNothing, "is the position of an end without a beginning");
        Judge(Mispaired, "is the position of another question's answer");
        Judge(GivenUpEarly, "is the position of a question that was set aside before three processes had died over it");
        Judge(FailedOtherwise, "is the position of a failure though the provider never failed");
        Judge(Gaps, "is a store whose positions have gaps");
        Judge(Unrecorded, "is a question with more requests than recorded attempts");
        Judge(RequestedTwice, "is a question that one process requested twice");

        var acked = acks.DistinctBy(ack => ack.CommandId).Count();
        var failed = Read(connection, Failed).Count;
        var extra = requests.Count - Read(connection, Asked).Count;
        return new ReliabilityReport(acked, lost, doubled, unanswered, truncated, failed, extra, violations);

        int Judge(string sql, string isWrong)
        {
            var rows = Read(connection, sql);
            violations.AddRange(rows.Select(row => $"{row} {isWrong}."));
            return rows.Count;
        }
    }

    private static void Fill(
        SqliteConnection connection,
        IReadOnlyList<Acknowledged> acks,
        IReadOnlyCollection<BilledRequest> requests,
        IReadOnlyList<DateTimeOffset> kills)
    {
        using var transaction = connection.BeginTransaction(deferred: true);
        foreach (var ack in acks)
        {
            var id = ack.CommandId.ToByteArray(bigEndian: true);
            Execute(connection, "INSERT INTO acks VALUES (@p1, @p2, @p3)", id, ack.Position, ack.Text);
        }

        foreach (var (nonce, life, answer, isWhole) in requests.Select(request => (request.Nonce, request.Life, request.Answer, request.IsWhole)))
        {
            Execute(connection, "INSERT INTO requests VALUES (@p1, @p2, @p3, @p4)", nonce, life, answer, isWhole);
        }

        foreach (var kill in kills)
        {
            Execute(connection, "INSERT INTO kills VALUES (@p1)", kill.UtcTicks);
        }

        transaction.Commit();
        Execute(connection, "CREATE INDEX temp.by_answer ON requests (answer)");
    }

    private static void Execute(SqliteConnection connection, string sql, params ReadOnlySpan<object> values)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue($"@p{i + 1}", values[i]);
        }

        command.ExecuteNonQuery();
    }

    private static List<string> Read(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(reader.GetValue(0).ToString()!);
        }

        return rows;
    }
}
