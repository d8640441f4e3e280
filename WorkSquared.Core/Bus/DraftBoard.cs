using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using WorkSquared.Core.Sharing;

namespace WorkSquared.Core.Bus;

internal sealed class DraftBoard(ISight sight, TimeProvider time) : IDraftBoard, IStoreDrafts
{
    private readonly RoomTable<DraftRoom> _rooms = new();
    private ImmutableArray<(string StoreId, ChannelWriter<Draft> Texts)> _followers = [];

    public void Publish(Draft draft)
    {
        _rooms.In(draft.StoreId, draft.ConversationId, room => room.Publish(draft));
        foreach (var (storeId, texts) in _followers)
        {
            if (storeId == draft.StoreId)
            {
                texts.TryWrite(draft);
            }
        }
    }

    public void Clear(Draft draft) => _rooms.In(draft.StoreId, draft.ConversationId, room => room.Clear(draft));

    public async IAsyncEnumerable<Draft> WatchAsync(
        Reader reader, Guid conversationId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Full means that the watcher is slow: the oldest goes, since every text is the whole one.
        var channel = Channel.CreateBounded<Draft>(
            new BoundedChannelOptions(2) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        var lease = new SightLease(sight, reader, time);
        _rooms.In(reader.StoreId, conversationId, room => room.Enter(channel.Writer));
        try
        {
            await foreach (var draft in channel.Reader.ReadAllAsync(cancellationToken))
            {
                if (!await lease.SeesAsync(conversationId, cancellationToken))
                {
                    yield break;
                }

                yield return draft;
            }
        }
        finally
        {
            _rooms.In(reader.StoreId, conversationId, room => room.Leave(channel.Writer));
        }
    }

    public async IAsyncEnumerable<Draft> WatchAsync(Reader reader, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Full means that the follower is slow: the oldest goes, since a newer one of the same answer is behind it, or its end in the log.
        var channel = Channel.CreateBounded<Draft>(
            new BoundedChannelOptions(64) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        var follower = (reader.StoreId, channel.Writer);
        var lease = new SightLease(sight, reader, time);
        ImmutableInterlocked.Update(ref _followers, static (all, added) => all.Add(added), follower);
        try
        {
            await foreach (var draft in channel.Reader.ReadAllAsync(cancellationToken))
            {
                if (await lease.SeesAsync(draft.ConversationId, cancellationToken))
                {
                    yield return draft;
                }
            }
        }
        finally
        {
            ImmutableInterlocked.Update(ref _followers, static (all, removed) => all.Remove(removed), follower);
        }
    }

    /// <summary>The texts and the watchers of one conversation. Every member is called under its lock, and none calls out.</summary>
    private sealed class DraftRoom : Room
    {
        private readonly Dictionary<Guid, Draft> _drafts = [];
        private readonly HashSet<ChannelWriter<Draft>> _watchers = [];

        protected override bool IsEmpty => _drafts.Count == 0 && _watchers.Count == 0;

        public void Publish(Draft draft)
        {
            // A late writer of an earlier attempt must not paint over the present one.
            if (_drafts.TryGetValue(draft.TurnId, out var known) && known.Attempt > draft.Attempt)
            {
                return;
            }

            _drafts[draft.TurnId] = draft;
            foreach (var watcher in _watchers)
            {
                watcher.TryWrite(draft);
            }
        }

        public void Clear(Draft draft)
        {
            if (_drafts.TryGetValue(draft.TurnId, out var known) && known.Attempt <= draft.Attempt)
            {
                _drafts.Remove(draft.TurnId);
            }
        }

        public void Enter(ChannelWriter<Draft> watcher)
        {
            _watchers.Add(watcher);
            foreach (var draft in _drafts.Values)
            {
                watcher.TryWrite(draft);
            }
        }

        public void Leave(ChannelWriter<Draft> watcher) => _watchers.Remove(watcher);
    }
}
