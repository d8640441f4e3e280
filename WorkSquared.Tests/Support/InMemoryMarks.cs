using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using WorkSquared.Core.Events;
using WorkSquared.Core.Reading;

namespace WorkSquared.Tests.Support;

/// <summary>Reading marks for tests of pages: what one page says, every other one hears.</summary>
internal sealed class InMemoryMarks : IReadingMarks
{
    private ImmutableList<ReadingMark> _marks = [];
    private ImmutableList<Channel<ReadingMark>> _watchers = [];

    public ImmutableList<ReadingMark> Marks => _marks;

    public int WatcherCount => _watchers.Count;

    public Task<ReadingMarks> ReadAsync(
        string storeId, Actor reader, IReadOnlyCollection<Guid> conversations, CancellationToken cancellationToken) =>
        Task.FromResult(_marks.Where(mark => mark.Reader == reader).Aggregate(ReadingMarks.None(reader), (marks, mark) => marks.Apply(mark)));

    public void Mark(ReadingMark mark)
    {
        ImmutableInterlocked.Update(ref _marks, static (marks, added) => marks.Add(added), mark);
        _watchers.ForEach(watcher => watcher.Writer.TryWrite(mark));
    }

    public async IAsyncEnumerable<ReadingMark> WatchAsync(
        string storeId, Actor reader, IReadOnlyCollection<Guid> conversations, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var channel = Channel.CreateUnbounded<ReadingMark>();
        ImmutableInterlocked.Update(ref _watchers, static (watchers, added) => watchers.Add(added), channel);
        try
        {
            foreach (var mark in _marks.Where(mark => mark.Reader == reader))
            {
                yield return mark;
            }

            await foreach (var mark in channel.Reader.ReadAllAsync(cancellationToken))
            {
                yield return mark;
            }
        }
        finally
        {
            ImmutableInterlocked.Update(ref _watchers, static (watchers, removed) => watchers.Remove(removed), channel);
        }
    }
}
