using System.Data.Common;
using System.Globalization;
using WorkSquared.Core.Events;

namespace WorkSquared.Core.Log;

/// <summary>The writer's connection inside one transaction. Only <see cref="LogWriter"/> makes one, and one thread uses it.</summary>
/// <remarks>Commands are prepared once and kept: EF's change tracker would cost half of the throughput (docs/performance.md).</remarks>
internal sealed class WriteSession(DbConnection connection) : IDisposable
{
    private const string FindKeeping =
        """
        SELECT CASE WHEN deleted_at IS NOT NULL THEN 2 WHEN archived_at IS NOT NULL THEN 1 ELSE 0 END
        FROM conversations WHERE store_id = @p1 AND id = @p2
        """;

    private const string FindCommand = "SELECT 1 FROM events WHERE store_id = @p1 AND command_id = @p2";

    // By reference: every statement is a constant, and hashing its text at each use would show in the benchmark.
    private readonly Dictionary<string, DbCommand> _commands = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, StoreHead> _heads = [];
    private readonly HashSet<(string StoreId, Guid Id)> _conversations = [];
    private DbTransaction? _transaction;
    private int? _version;

    /// <summary>Whether the work at hand has changed a row: work that fails before it has needs no roll-back.</summary>
    public bool HasChanges { get; private set; }

    /// <summary>What the transaction adds to the log, for the bus once it is durable.</summary>
    public List<CommittedEvent> Committed { get; } = [];

    /// <returns>Whether another process may have written since the last transaction: then nothing that was remembered holds.</returns>
    public bool Begin(DbTransaction transaction)
    {
        _transaction = transaction;
        Committed.Clear();

        // Changes with every commit of another connection to the database, and not with ours. Inside the transaction nothing can come between.
        var version = Count("PRAGMA data_version");
        if (version == _version)
        {
            return false;
        }

        _version = version;
        Forget();
        return true;
    }

    public void BeginWork() => HasChanges = false;

    /// <summary>Forgets what was remembered of rows that a roll-back took back, or that another process has changed.</summary>
    public void Forget()
    {
        _heads.Clear();
        _conversations.Clear();
    }

    /// <summary>Runs a statement with its parameters @p1, @p2 … in order.</summary>
    /// <returns>The number of rows changed.</returns>
    public int Execute(string sql, params ReadOnlySpan<object?> values)
    {
        var rows = Bind(sql, values).ExecuteNonQuery();
        HasChanges |= rows > 0;
        return rows;
    }

    public bool Exists(string sql, params ReadOnlySpan<object?> values) => Bind(sql, values).ExecuteScalar() is not null;

    /// <summary>Whether a command has been carried out before: what was checked then is not checked again.</summary>
    public bool HasCommand(string storeId, Guid commandId) => Exists(FindCommand, storeId, commandId);

    /// <returns>The first row, or null when there is none.</returns>
    public T? Find<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<object?> values)
        where T : class
    {
        using var reader = Bind(sql, values).ExecuteReader();
        return reader.Read() ? read(reader) : null;
    }

    /// <returns>All rows, in the order of the statement.</returns>
    public List<T> List<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        List<T> rows = [];
        using var reader = Bind(sql, values).ExecuteReader();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    /// <returns>The number in the first column of the first row, or 0 when there is none.</returns>
    public int Count(string sql, params ReadOnlySpan<object?> values) =>
        Convert.ToInt32(Bind(sql, values).ExecuteScalar(), CultureInfo.InvariantCulture);

    /// <returns>The id in the first column of the first row, or null when there is none.</returns>
    public Guid? FindId(string sql, params ReadOnlySpan<object?> values) =>
        Bind(sql, values).ExecuteScalar() is byte[] id ? new Guid(id, bigEndian: true) : null;

    /// <summary>The counter of a store's positions, read once and then kept: <see cref="Begin"/> notices whoever else writes.</summary>
    /// <exception cref="CommandRefusedException">There is no such store.</exception>
    public StoreHead HeadOf(string storeId)
    {
        if (!_heads.TryGetValue(storeId, out var head))
        {
            head = Find("SELECT head, chain FROM stores WHERE id = @p1", StoreHead.Read, storeId)
                ?? throw new CommandRefusedException(Refusal.NotFound, "There is no such workspace.");
            _heads.Add(storeId, head);
        }

        return head;
    }

    /// <summary>Where a conversation is kept; null when there is none. Most are in the menu, and those are remembered.</summary>
    public Keeping? KeepingOf(string storeId, Guid id)
    {
        if (_conversations.Contains((storeId, id)))
        {
            return Keeping.Menu;
        }

        if (Bind(FindKeeping, [storeId, id]).ExecuteScalar() is not long kept)
        {
            return null;
        }

        if ((Keeping)kept is not Keeping.Menu)
        {
            return (Keeping)kept;
        }

        if (_conversations.Count >= 10_000)
        {
            _conversations.Clear();
        }

        _conversations.Add((storeId, id));
        return Keeping.Menu;
    }

    /// <summary>Call this when a conversation leaves the menu.</summary>
    public void ForgetKeepingOf(string storeId, Guid id) => _conversations.Remove((storeId, id));

    /// <summary>Writes the counters back, once a transaction and not once an event.</summary>
    public void SaveHeads()
    {
        foreach (var (storeId, head) in _heads)
        {
            if (head.HasMoved)
            {
                Execute("UPDATE stores SET head = @p2, chain = @p3 WHERE id = @p1", storeId, head.Position, head.Chain);
                head.HasMoved = false;
            }
        }
    }

    public void Dispose()
    {
        foreach (var command in _commands.Values)
        {
            command.Dispose();
        }
    }

    private DbCommand Bind(string sql, ReadOnlySpan<object?> values)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = Prepare(sql, values.Length);
            _commands.Add(sql, command);
        }

        command.Transaction = _transaction;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = ToDatabase(values[i]);
        }

        return command;
    }

    private DbCommand Prepare(string sql, int parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 1; i <= parameters; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"@p{i}";
            command.Parameters.Add(parameter);
        }

        return command;
    }

    // The same forms as the conversions of WorkSquaredDbContext: readers go through EF, the writer does not.
    private static object ToDatabase(object? value) => value switch
    {
        null => DBNull.Value,
        Guid id => id.ToByteArray(bigEndian: true),
        DateTimeOffset at => at.UtcTicks,
        Enum => (int)value,
        _ => value,
    };
}
