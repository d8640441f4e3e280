using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using WorkSquared.Benchmarks.Measuring;
using WorkSquared.Core.Log;

namespace WorkSquared.Benchmarks.Append;

/// <summary>The limit: nothing but a channel, a thread, and prepared commands that write the rows of a sent message.</summary>
/// <remarks>It makes no JSON, hash or check, knows no projection and tells no bus; schema, pragmas, group limit and checkpoints are ours.</remarks>
internal sealed class RawWriter : IAsyncDisposable
{
    private const int GroupLimit = 256;

    private readonly Channel<Request> _requests = Channel.CreateBounded<Request>(
        new BoundedChannelOptions(4096) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });

    private readonly Workspace _workspace;
    private readonly Checkpointer _checkpointer;
    private readonly SqliteConnection _connection;
    private readonly RawRows _rows;
    private readonly Thread _thread;

    private RawWriter(Workspace workspace)
    {
        _workspace = workspace;
        _checkpointer = new Checkpointer(workspace.Get<DataDirectory>(), TimeProvider.System, NullLogger<Checkpointer>.Instance);
        _connection = new SqliteConnection($"Data Source={workspace.DatabaseFile};Pooling=False");
        _connection.Open();
        SqlitePragmas.ApplyToWriter(_connection);
        _rows = new RawRows(_connection);
        _thread = new Thread(Run) { IsBackground = true, Name = "Raw writer" };
    }

    /// <param name="workspace">Stopped: its schema and its first rows are there, and nobody else writes.</param>
    public static async Task<RawWriter> StartAsync(Workspace workspace)
    {
        var writer = new RawWriter(workspace);
        await writer._checkpointer.StartAsync(CancellationToken.None);
        writer._thread.Start();
        return writer;
    }

    public async Task<long> WriteAsync(Guid conversationId, string text, string payload)
    {
        var request = new Request(Workspace.NewId(), Workspace.NewId(), conversationId, text, payload);
        await _requests.Writer.WriteAsync(request);
        return await request.Completion.Task;
    }

    public async ValueTask DisposeAsync()
    {
        _requests.Writer.Complete();
        _thread.Join();
        await _checkpointer.StopAsync(CancellationToken.None);
        _checkpointer.Dispose();
        _rows.Dispose();
        await _connection.DisposeAsync();
        await _workspace.DisposeAsync();
    }

    private void Run()
    {
        var group = new List<Request>(GroupLimit);
        while (_requests.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            group.Clear();
            using var transaction = _connection.BeginTransaction(deferred: false);
            _rows.Begin(transaction);
            while (group.Count < GroupLimit && _requests.Reader.TryRead(out var request))
            {
                request.Position = _rows.Insert(request.Id, request.CommandId, request.ConversationId, request.Text, request.Payload);
                group.Add(request);
            }

            _rows.SaveHead();
            transaction.Commit();
            foreach (var request in group)
            {
                request.Completion.SetResult(request.Position);
            }
        }
    }

    private sealed record Request(Guid Id, Guid CommandId, Guid ConversationId, string Text, string Payload)
    {
        public long Position { get; set; }

        public TaskCompletionSource<long> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
