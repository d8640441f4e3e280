using Microsoft.Data.Sqlite;
using WorkSquared.Benchmarks.Measuring;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;

namespace WorkSquared.Benchmarks.Logs;

/// <summary>The limit of opening a conversation: the same four questions, prepared, on a connection that stays open.</summary>
internal sealed class RawOpening : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _title;
    private readonly SqliteCommand _head;
    private readonly SqliteCommand _messages;
    private readonly SqliteCommand _open;

    public RawOpening(string file)
    {
        _connection = new SqliteConnection($"Data Source={file};Pooling=False");
        _connection.Open();
        _title = Prepare("SELECT title FROM conversations WHERE store_id = @store AND id = @id");
        _head = Prepare("SELECT head FROM stores WHERE id = @store");
        _messages = Prepare(
            """
            SELECT id, position, turn_id, kind, author, text, at, response_to, model_id, reason, retryable FROM messages
            WHERE store_id = @store AND conversation_id = @id ORDER BY position DESC LIMIT @count
            """);
        _open = Prepare("SELECT id FROM turns WHERE store_id = @store AND conversation_id = @id AND state = 0 ORDER BY position");
    }

    public (string Title, long Head, List<Message> Messages, List<Guid> Open) Open(Guid conversation, int window)
    {
        using var transaction = _connection.BeginTransaction(deferred: true);
        var id = conversation.ToByteArray(bigEndian: true);
        foreach (var command in new[] { _title, _head, _messages, _open })
        {
            command.Transaction = transaction;
            command.Parameters["@id"].Value = id;
            command.Parameters["@count"].Value = window + 1;
        }

        return ((string)_title.ExecuteScalar()!, (long)_head.ExecuteScalar()!, ReadAll(_messages, ToMessage), ReadAll(_open, row => ToGuid(row, 0)));
    }

    public void Dispose()
    {
        foreach (var command in new[] { _title, _head, _messages, _open })
        {
            command.Dispose();
        }

        _connection.Dispose();
    }

    private static List<T> ReadAll<T>(SqliteCommand command, Func<SqliteDataReader, T> read)
    {
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    private static Message ToMessage(SqliteDataReader row) => new(
        ToGuid(row, 0),
        row.GetInt64(1),
        ToGuid(row, 2),
        (MessageKind)row.GetInt32(3),
        new Actor(row.GetString(4)),
        row.GetString(5),
        new DateTimeOffset(row.GetInt64(6), TimeSpan.Zero),
        row.IsDBNull(7) ? null : ToGuid(row, 7),
        row.GetString(8),
        row.GetString(9),
        row.GetBoolean(10));

    private static Guid ToGuid(SqliteDataReader row, int column) => new(row.GetFieldValue<byte[]>(column), bigEndian: true);

    private SqliteCommand Prepare(string sql)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("@store", Workspace.StoreId);
        command.Parameters.AddWithValue("@id", Array.Empty<byte>());
        command.Parameters.AddWithValue("@count", 0);
        command.Prepare();
        return command;
    }
}
