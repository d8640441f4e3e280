using System.Runtime.CompilerServices;
using System.Threading.Channels;
using WorkSquared.Core.Bus;
using WorkSquared.Core.Events;
using WorkSquared.Core.Sharing;

namespace WorkSquared.Core.Presence;

internal sealed class PresenceBoard(ISight sight, TimeProvider time) : IPresenceBoard
{
    /// <summary>More than twice the pause between two renewals, so that one may get lost.</summary>
    private static readonly TimeSpan _lease = TimeSpan.FromSeconds(5);

    private readonly RoomTable<PresenceRoom> _rooms = new();

    public IPresence Enter(string storeId, Guid conversationId, Actor person)
    {
        var presence = new Presence(this, storeId, conversationId, person);
        _rooms.In(storeId, conversationId, room => room.Enter(presence));
        return presence;
    }

    public async IAsyncEnumerable<Attendance> WatchAsync(
        Reader reader, Guid conversationId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Full means that the watcher is slow: the oldest goes, since each is the whole attendance.
        var channel = Channel.CreateBounded<Attendance>(
            new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        var lease = new SightLease(sight, reader, time);
        _rooms.In(reader.StoreId, conversationId, room => room.Watch(channel.Writer));
        try
        {
            await foreach (var attendance in channel.Reader.ReadAllAsync(cancellationToken))
            {
                if (!await lease.SeesAsync(conversationId, cancellationToken))
                {
                    yield break;
                }

                yield return attendance;
            }
        }
        finally
        {
            _rooms.In(reader.StoreId, conversationId, room => room.Unwatch(channel.Writer));
        }
    }

    /// <summary>For tests: an empty room is no room.</summary>
    internal int RoomCount => _rooms.Count;

    /// <summary>One tab in one conversation. Its state is changed under the lock of its room.</summary>
    private sealed class Presence(PresenceBoard board, string storeId, Guid conversationId, Actor person) : IPresence
    {
        private ITimer? _end;
        private long _since;

        public Actor Person => person;

        public bool IsWriting { get; private set; }

        public void Write(bool isWriting) => board._rooms.In(storeId, conversationId, room =>
        {
            if (!room.Has(this))
            {
                return;
            }

            IsWriting = isWriting;
            _since = board.Clock.GetTimestamp();
            _end ??= board.Clock.CreateTimer(_ => Expire(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _end.Change(isWriting ? _lease : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            room.Tell();
        });

        public void Dispose() => board._rooms.In(storeId, conversationId, room =>
        {
            _end?.Dispose();
            room.Leave(this);
        });

        private void Expire() => board._rooms.In(storeId, conversationId, room =>
        {
            // It may have been renewed while the timer's call was on its way.
            if (IsWriting && board.Clock.GetElapsedTime(_since) >= _lease)
            {
                IsWriting = false;
                room.Tell();
            }
        });
    }

    private TimeProvider Clock => time;

    /// <summary>The people and the watchers of one conversation. Every member is called under its lock, and none calls out.</summary>
    private sealed class PresenceRoom : Room
    {
        private readonly List<Presence> _present = [];
        private readonly HashSet<ChannelWriter<Attendance>> _watchers = [];
        private Attendance _told = Attendance.Nobody;

        protected override bool IsEmpty => _present.Count == 0 && _watchers.Count == 0;

        public bool Has(Presence presence) => _present.Contains(presence);

        public void Enter(Presence presence)
        {
            _present.Add(presence);
            Tell();
        }

        public void Leave(Presence presence)
        {
            if (_present.Remove(presence))
            {
                Tell();
            }
        }

        public void Watch(ChannelWriter<Attendance> watcher)
        {
            _watchers.Add(watcher);
            watcher.TryWrite(_told);
        }

        public void Unwatch(ChannelWriter<Attendance> watcher) => _watchers.Remove(watcher);

        public void Tell()
        {
            var now = new Attendance(
                [.. _present.Select(presence => presence.Person).Distinct()],
                [.. _present.Where(presence => presence.IsWriting).Select(presence => presence.Person).Distinct()]);
            if (now.IsSameAs(_told))
            {
                return;
            }

            _told = now;
            foreach (var watcher in _watchers)
            {
                watcher.TryWrite(now);
            }
        }
    }
}
