using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using WorkSquared.Core.Bus;
using WorkSquared.Core.Sharing;

namespace WorkSquared.Tests.Support;

/// <summary>The text of running answers, for tests of pages: like the real board it keeps the latest alone.</summary>
internal sealed class InMemoryBoard : IDraftBoard
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, Draft> _drafts = [];
    private ImmutableList<Channel<Draft>> _watchers = [];

    public int WatcherCount => _watchers.Count;

    public void Publish(Draft draft)
    {
        lock (_lock)
        {
            _drafts[draft.AnswerId] = draft;
            foreach (var watcher in _watchers)
            {
                watcher.Writer.TryWrite(draft);
            }
        }
    }

    public void Clear(Draft draft)
    {
        lock (_lock)
        {
            _drafts.Remove(draft.AnswerId);
        }
    }

    public async IAsyncEnumerable<Draft> WatchAsync(
        Reader reader, Guid conversationId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var channel = Channel.CreateBounded<Draft>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (_lock)
        {
            _drafts.Values.Where(draft => draft.ConversationId == conversationId).ToList().ForEach(draft => channel.Writer.TryWrite(draft));
            _watchers = _watchers.Add(channel);
        }

        try
        {
            await foreach (var draft in channel.Reader.ReadAllAsync(cancellationToken))
            {
                if (draft.ConversationId == conversationId)
                {
                    yield return draft;
                }
            }
        }
        finally
        {
            lock (_lock)
            {
                _watchers = _watchers.Remove(channel);
            }
        }
    }
}
