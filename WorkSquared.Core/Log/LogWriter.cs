using System.Data.Common;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging;
using WorkSquared.Core.Bus;

namespace WorkSquared.Core.Log;

/// <summary>The one thread that writes. It takes what waits, commits it as one transaction, and only then tells anyone.</summary>
/// <remarks>A thread and not a task: SQLite blocks its caller at every sync to disk.</remarks>
internal sealed partial class LogWriter(
    IDbContextFactory<WorkSquaredDbContext> contexts, EventBus bus, CoreMetrics metrics, TimeProvider time, ILogger<LogWriter> logger) : IDisposable
{
    /// <summary>Pieces of work in one transaction: more gains nothing, and lets the first wait for the last.</summary>
    private const int GroupLimit = 256;

    // Full means that the disk is behind: senders wait, and their pages show it.
    private readonly Channel<WriteRequest> _requests = Channel.CreateBounded<WriteRequest>(
        new BoundedChannelOptions(4096) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });

    private Thread? _thread;
    private WorkSquaredDbContext? _context;
    private WriteSession? _session;

    public void Start()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "Work Squared log writer" };

        // Without the context of whoever starts it, or all commits would belong to the trace of that one.
        _thread.UnsafeStart();
    }

    /// <summary>Runs the work in a transaction of the writer; the task completes when it is on the disk.</summary>
    /// <remarks>The work may run again when another one of the same transaction fails, so it keeps nothing outside the session.</remarks>
    /// <exception cref="CommandRefusedException">The work refused, or the disk did: nothing was written.</exception>
    public Task<T> ExecuteAsync<T>(Func<WriteSession, T> work, CancellationToken cancellationToken)
    {
        var request = new WriteRequest<T>(work, cancellationToken);
        return _requests.Writer.TryWrite(request) ? request.Completion : WaitInLineAsync(request, cancellationToken);
    }

    /// <summary>Commits what is in line, then ends.</summary>
    public void Dispose()
    {
        _requests.Writer.TryComplete();
        _thread?.Join();
    }

    private async Task<T> WaitInLineAsync<T>(WriteRequest<T> request, CancellationToken cancellationToken)
    {
        try
        {
            await _requests.Writer.WriteAsync(request, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            throw new CommandRefusedException(Refusal.Unavailable, "The server is stopping. Send it again in a moment.");
        }

        return await request.Completion;
    }

    private void Run()
    {
        var group = new List<WriteRequest>(GroupLimit);
        while (WaitForWork())
        {
            group.Clear();
            if (TryTake(group))
            {
                CommitGroup(group);
            }
        }

        CloseSession();
    }

    private bool WaitForWork() => _requests.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult();

    private bool TryTake(List<WriteRequest> group)
    {
        while (_requests.Reader.TryRead(out var request))
        {
            if (!request.IsCancelled)
            {
                group.Add(request);
                return true;
            }

            request.Cancel();
        }

        return false;
    }

    private void TakeAll(List<WriteRequest> group)
    {
        while (TryTake(group))
        {
        }
    }

    /// <summary>Commits all of the group but what fails: a piece of work that does takes only itself down.</summary>
    private void CommitGroup(List<WriteRequest> group)
    {
        while (group.Count > 0)
        {
            WriteRequest? failed;
            try
            {
                failed = TryCommit(group);
            }
            catch (Exception exception)
            {
                // The transaction or the disk, not one piece of work. A connection that has failed to commit is not used again.
                LogCommitFailed(exception, group.Count);
                CloseSession();
                if (StorageFailure.IsBusy(exception))
                {
                    // Those in line have waited with us: one wait after another, the last of many would hear of it minutes later.
                    TakeAll(group);
                }

                group.ForEach(request => request.Fail(StorageFailure.ToRefusal(exception)));
                return;
            }

            if (failed is null)
            {
                // Outside of the try: it is durable now, and whatever goes wrong from here on, nobody may be told that it is not.
                Tell(_session!, group);
                return;
            }

            group.Remove(failed);
        }
    }

    /// <returns>Null when the transaction is durable; otherwise the work that spoilt it, already told.</returns>
    private WriteRequest? TryCommit(List<WriteRequest> group)
    {
        using var span = new CommitSpan();
        var started = time.GetTimestamp();
        if (CommitTogether(group) is { } failed)
        {
            return failed;
        }

        var events = _session!.Committed;
        span.Succeed(events.Count, group.Count);
        if (events.Count > 0)
        {
            metrics.Committed(events, group.Count, time.GetElapsedTime(started));
        }

        return null;
    }

    private WriteRequest? CommitTogether(List<WriteRequest> group)
    {
        var session = OpenSession();
        using var transaction = _context!.Database.BeginTransaction();
        if (session.Begin(transaction.GetDbTransaction()))
        {
            // Before anything of ours is published, which would lie behind what is missing.
            bus.SendBackToTheLog();
        }

        // Whoever comes while the group is at work still joins it; those that failed count too, or they could keep it open.
        for (int i = 0, taken = group.Count; i < group.Count || (taken++ < GroupLimit && TryTake(group)); i++)
        {
            try
            {
                session.BeginWork();
                group[i].Run(session);
            }
            catch (Exception exception) when (!session.HasChanges && exception is not DbException)
            {
                group[i].Fail(exception);
                group.RemoveAt(i--);
            }
            catch (Exception exception) when (!StorageFailure.IsOfTheDisk(exception))
            {
                transaction.Rollback();
                session.Forget();
                LogWorkFailed(exception.GetType().Name);
                group[i].Fail(StorageFailure.ToRefusal(exception));
                return group[i];
            }
        }

        session.SaveHeads();
        transaction.Commit();
        return null;
    }

    private void Tell(WriteSession session, List<WriteRequest> group)
    {
        using var span = session.Committed.Count > 0 ? CoreActivity.Source.StartActivity("log.publish") : null;
        if (session.Committed.Count > 0)
        {
            bus.Publish([.. session.Committed]);
        }

        foreach (var request in group)
        {
            request.Complete();
        }
    }

    private WriteSession OpenSession()
    {
        if (_session is null)
        {
            _context = contexts.CreateDbContext();
            _context.Database.OpenConnection();
            var connection = _context.Database.GetDbConnection();
            SqlitePragmas.ApplyToWriter(connection);
            _session = new WriteSession(connection);
        }

        return _session;
    }

    private void CloseSession()
    {
        _session?.Dispose();
        if (_context?.Database.GetDbConnection() is SqliteConnection connection)
        {
            // Out of the pool too, or the next one to open a connection would get this.
            SqliteConnection.ClearPool(connection);
        }

        _context?.Dispose();
        _session = null;
        _context = null;
    }

    // An expected refusal among them; anything else is for whoever waits, who knows what it was about.
    [LoggerMessage(LogLevel.Warning, "A piece of work was rolled back: {Exception}.")]
    private partial void LogWorkFailed(string exception);

    [LoggerMessage(LogLevel.Error, "A transaction of {Count} pieces of work was not committed.")]
    private partial void LogCommitFailed(Exception exception, int count);
}
