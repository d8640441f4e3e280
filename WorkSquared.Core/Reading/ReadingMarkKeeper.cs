using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WorkSquared.Core.Events;
using WorkSquared.Core.Log;
using WorkSquared.Core.Sharing;

namespace WorkSquared.Core.Reading;

/// <summary>Tells the marks to a person's pages at once, and writes those of a second together.</summary>
internal sealed partial class ReadingMarkKeeper(LogWriter writer, SnapshotReader snapshots, TimeProvider time, ILogger<ReadingMarkKeeper> logger)
    : BackgroundService, IReadingMarks
{
    private const string Upsert =
        """
        INSERT INTO reading_marks (store_id, reader, conversation_id, position) VALUES (@p1, @p2, @p3, @p4)
        ON CONFLICT (store_id, reader, conversation_id) DO UPDATE SET position = excluded.position WHERE excluded.position > position
        """;

    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<(string StoreId, Actor Reader, Guid ConversationId), ReadingMark> _unsaved = [];

    // Full means that a save is due already.
    private readonly Channel<bool> _doorbell = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private ImmutableArray<Watcher> _watchers = [];

    public async Task<ReadingMarks> ReadAsync(
        string storeId, Actor reader, IReadOnlyCollection<Guid> conversations, CancellationToken cancellationToken)
    {
        // Before the table is read: what is saved in between is in the table then.
        var unsaved = Unsaved().Where(mark => mark.StoreId == storeId && mark.Reader == reader);
        var saved = await snapshots.ReadAsync(
            new Reader(storeId, reader),
            context => new ReadingMarks(
                reader,
                context.Stores.Where(store => store.Id == storeId).Select(store => store.ReadingFrom).FirstOrDefault(),
                context.Set<ReadingMarkRow>().AsNoTracking()
                    .Where(row => row.StoreId == storeId && row.Reader == reader.Value && conversations.Contains(row.ConversationId))
                    .ToImmutableDictionary(row => row.ConversationId, row => row.Position)),
            cancellationToken);
        return unsaved.Aggregate(saved, (marks, mark) => marks.Apply(mark));
    }

    public void Mark(ReadingMark mark)
    {
        lock (_gate)
        {
            var key = (mark.StoreId, mark.Reader, mark.ConversationId);
            if (_unsaved.TryGetValue(key, out var known) && known.Position >= mark.Position)
            {
                return;
            }

            _unsaved[key] = mark;
        }

        _doorbell.Writer.TryWrite(true);
        foreach (var watcher in _watchers)
        {
            if (watcher.StoreId == mark.StoreId && watcher.Reader == mark.Reader)
            {
                watcher.Channel.Writer.TryWrite(mark);
            }
        }
    }

    public async IAsyncEnumerable<ReadingMark> WatchAsync(
        string storeId, Actor reader, IReadOnlyCollection<Guid> conversations, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Full means that the page is slow: the oldest go, as a later mark of the same conversation says more.
        var channel = Channel.CreateBounded<ReadingMark>(
            new BoundedChannelOptions(256) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        var watcher = new Watcher(storeId, reader, channel);
        ImmutableInterlocked.Update(ref _watchers, static (all, added) => all.Add(added), watcher);
        try
        {
            // Only now that the channel is there, or a mark in between would be in neither.
            var standing = await ReadAsync(storeId, reader, conversations, cancellationToken);
            foreach (var (conversation, position) in standing.Positions)
            {
                yield return new ReadingMark(storeId, reader, conversation, position);
            }

            await foreach (var mark in channel.Reader.ReadAllAsync(cancellationToken))
            {
                yield return mark;
            }
        }
        finally
        {
            ImmutableInterlocked.Update(ref _watchers, static (all, removed) => all.Remove(removed), watcher);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await _doorbell.Reader.ReadAsync(stoppingToken);
                await SaveAsync();
                await Task.Delay(_pause, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await SaveAsync();
        }
    }

    private ImmutableArray<ReadingMark> Unsaved()
    {
        lock (_gate)
        {
            return [.. _unsaved.Values];
        }
    }

    private async Task SaveAsync()
    {
        var marks = Unsaved();
        if (marks.IsEmpty)
        {
            return;
        }

        try
        {
            await writer.ExecuteAsync(
                session => marks.Sum(mark => session.Execute(Upsert, mark.StoreId, mark.Reader.Value, mark.ConversationId, mark.Position)),
                CancellationToken.None);
        }
        catch (CommandRefusedException refused)
        {
            // They stay, and go with the next one: an unread mark too many is no harm.
            LogNotSaved(marks.Length, refused.Refusal);
            return;
        }

        lock (_gate)
        {
            foreach (var mark in marks)
            {
                var key = (mark.StoreId, mark.Reader, mark.ConversationId);
                if (_unsaved.GetValueOrDefault(key) == mark)
                {
                    _unsaved.Remove(key);
                }
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Count} reading marks were not saved: {Refusal}.")]
    private partial void LogNotSaved(int count, Refusal refusal);

    private sealed record Watcher(string StoreId, Actor Reader, Channel<ReadingMark> Channel);
}
