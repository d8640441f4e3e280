using Microsoft.Data.Sqlite;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Log;

namespace WorkSquared.Benchmarks.Logs;

/// <summary>The limit of a rebuild: one loop over the log, with the commands written out for the events of a filled log.</summary>
internal sealed class RawRebuild(SqliteConnection connection, SqliteTransaction transaction)
{
    private readonly List<SqliteCommand> _commands = [];

    public static long Run(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        SqlitePragmas.ApplyToWriter(connection);
        using var reading = new SqliteConnection($"Data Source={file};Pooling=False");
        reading.Open();

        using var transaction = connection.BeginTransaction();
        var rebuild = new RawRebuild(connection, transaction);
        var events = rebuild.Replay(reading);
        transaction.Commit();
        rebuild._commands.ForEach(command => command.Dispose());
        return events;
    }

    private static void Execute(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        command.ExecuteNonQuery();
    }

    private long Replay(SqliteConnection reading)
    {
        foreach (var table in new[] { "conversations", "messages", "turns", "attempts" })
        {
            Prepare($"DELETE FROM {table}", parameters: 0).ExecuteNonQuery();
        }

        var create = Prepare("INSERT INTO conversations VALUES (@p1, @p2, @p3, @p4, @p5, @p4, 0, @p5)", parameters: 5);
        var touch = Prepare(
            "UPDATE conversations SET last_position = @p3, last_at = @p4, open_turns = open_turns + @p5, version = @p3 WHERE store_id = @p1 AND id = @p2",
            parameters: 5);
        var say = Prepare("INSERT INTO messages VALUES (@p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11, '', 0)", parameters: 11);
        var open = Prepare("INSERT INTO turns VALUES (@p1, @p2, @p3, @p4, @p5, @p5, @p6, @p7, 0, 0, 0, '', NULL)", parameters: 7);
        var end = Prepare("UPDATE turns SET state = 1, end_position = @p3 WHERE store_id = @p1 AND id = @p2", parameters: 3);

        using var all = reading.CreateCommand();
        all.CommandText = "SELECT store_id, position, id, type, schema_version, actor, causation_id, committed_at, topic, payload FROM events ORDER BY store_id, position";
        using var reader = all.ExecuteReader();
        var events = 0L;
        for (; reader.Read(); events++)
        {
            object store = reader.GetString(0), position = reader.GetInt64(1), id = reader.GetValue(2), actor = reader.GetString(5);
            object cause = reader.GetValue(6), at = reader.GetInt64(7), topic = reader.GetValue(8);
            switch (EventTypes.Read(reader.GetString(3), reader.GetInt32(4), reader.GetString(9)))
            {
                case ConversationCreated created:
                    Execute(create, store, topic, created.Title, created.CreatedAt.UtcTicks, position);
                    break;
                case ChatMessageSent sent:
                    var question = sent.Id.ToByteArray(bigEndian: true);
                    Execute(touch, store, topic, position, sent.CreatedAt.UtcTicks, 1);
                    Execute(say, store, topic, position, question, id, 0, actor, sent.Message, sent.CreatedAt.UtcTicks, DBNull.Value, "");
                    Execute(open, store, id, topic, question, position, at, actor);
                    break;
                case LLMResponseReceived received:
                    var answer = received.Id.ToByteArray(bigEndian: true);
                    var answered = received.ResponseToMessageId.ToByteArray(bigEndian: true);
                    Execute(touch, store, topic, position, received.CreatedAt.UtcTicks, -1);
                    Execute(say, store, topic, position, answer, cause, 1, actor, received.Message, received.CreatedAt.UtcTicks, answered, received.ModelId);
                    Execute(end, store, cause, position);
                    break;
            }
        }

        return events;
    }

    private SqliteCommand Prepare(string sql, int parameters)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        for (var i = 1; i <= parameters; i++)
        {
            command.Parameters.AddWithValue($"@p{i}", DBNull.Value);
        }

        _commands.Add(command);
        return command;
    }
}
