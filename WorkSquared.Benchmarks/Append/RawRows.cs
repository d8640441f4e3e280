using Microsoft.Data.Sqlite;
using WorkSquared.Benchmarks.Measuring;

namespace WorkSquared.Benchmarks.Append;

/// <summary>The rows that one sent message leaves: event, message, turn, its conversation's touch, and once a transaction the head.</summary>
internal sealed class RawRows : IDisposable
{
    private static readonly byte[] _hash = new byte[32];

    private readonly SqliteCommand _event;
    private readonly SqliteCommand _message;
    private readonly SqliteCommand _turn;
    private readonly SqliteCommand _conversation;
    private readonly SqliteCommand _head;
    private long _position;

    public RawRows(SqliteConnection connection)
    {
        _event = Prepare(
            connection,
            """
            INSERT INTO events (store_id, position, id, command_id, type, schema_version, actor, causation_id, correlation_id, topic,
                                committed_at, payload, payload_hash, chain)
            VALUES (@p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11, @p12, @p13, @p14)
            """,
            Workspace.StoreId, 0L, _hash, _hash, "v1.ChatMessageSent", 1, Workspace.Ada.Value, DBNull.Value, _hash, _hash, 0L, "", _hash, _hash);
        _message = Prepare(
            connection,
            """
            INSERT INTO messages (store_id, conversation_id, position, id, turn_id, kind, author, text, at, response_to, model_id, reason, retryable)
            VALUES (@p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11, @p12, @p13)
            """,
            Workspace.StoreId, _hash, 0L, _hash, _hash, 0, Workspace.Ada.Value, "", 0L, DBNull.Value, "", "", false);
        _turn = Prepare(
            connection,
            """
            INSERT INTO turns (store_id, id, conversation_id, question_id, question_position, position, opened_at, asked_by, state,
                               stop_requested, attempts, model_id, end_position)
            VALUES (@p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, 0, 0, 0, '', NULL)
            """,
            Workspace.StoreId, _hash, _hash, _hash, 0L, 0L, 0L, Workspace.Ada.Value);
        _conversation = Prepare(
            connection,
            """
            UPDATE conversations SET last_position = @p3, last_at = @p4, open_turns = open_turns + 1, version = @p3
            WHERE store_id = @p1 AND id = @p2
            """,
            Workspace.StoreId, _hash, 0L, 0L);
        _head = Prepare(connection, "UPDATE stores SET head = @p2, chain = @p3 WHERE id = @p1", Workspace.StoreId, 0L, _hash);

        using var read = connection.CreateCommand();
        read.CommandText = $"SELECT head FROM stores WHERE id = '{Workspace.StoreId}'";
        _position = (long)read.ExecuteScalar()!;
    }

    public void Begin(SqliteTransaction transaction)
    {
        _event.Transaction = _message.Transaction = _turn.Transaction = _conversation.Transaction = _head.Transaction = transaction;
    }

    public long Insert(Guid id, Guid commandId, Guid conversationId, string text, string payload)
    {
        object position = ++_position;
        object now = TimeProvider.System.GetUtcNow().UtcTicks;
        var (key, command, topic) = (id.ToByteArray(bigEndian: true), commandId.ToByteArray(bigEndian: true), conversationId.ToByteArray(bigEndian: true));

        Set(_event, 1, position, key, command);
        Set(_event, 8, key, topic, now);
        _event.Parameters[11].Value = payload;
        _event.ExecuteNonQuery();

        Set(_conversation, 1, topic, position, now);
        _conversation.ExecuteNonQuery();

        Set(_message, 1, topic, position, command);
        _message.Parameters[4].Value = key;
        _message.Parameters[7].Value = text;
        _message.Parameters[8].Value = now;
        _message.ExecuteNonQuery();

        Set(_turn, 1, key, topic, command);
        Set(_turn, 4, position, position, now);
        _turn.ExecuteNonQuery();
        return _position;
    }

    public void SaveHead()
    {
        _head.Parameters[1].Value = _position;
        _head.ExecuteNonQuery();
    }

    public void Dispose()
    {
        foreach (var command in new[] { _event, _message, _turn, _conversation, _head })
        {
            command.Dispose();
        }
    }

    private static SqliteCommand Prepare(SqliteConnection connection, string sql, params ReadOnlySpan<object> values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue($"@p{i + 1}", values[i]);
        }

        command.Prepare();
        return command;
    }

    private static void Set(SqliteCommand command, int first, object a, object b, object c)
    {
        command.Parameters[first].Value = a;
        command.Parameters[first + 1].Value = b;
        command.Parameters[first + 2].Value = c;
    }
}
