using System.Collections.Concurrent;

namespace WorkSquared.Core.Bus;

/// <summary>What is known of each conversation in memory alone. A room is there as long as something is in it.</summary>
internal sealed class RoomTable<TRoom>
    where TRoom : Room, new()
{
    private readonly ConcurrentDictionary<(string StoreId, Guid ConversationId), TRoom> _rooms = new();

    public int Count => _rooms.Count;

    /// <summary>Runs the action under the room's lock: it may not call out.</summary>
    public void In(string storeId, Guid conversationId, Action<TRoom> action)
    {
        while (true)
        {
            var room = _rooms.GetOrAdd((storeId, conversationId), static _ => new TRoom());
            lock (room)
            {
                // Another thread may have left it and taken it down since we looked it up.
                if (room.IsClosed)
                {
                    continue;
                }

                action(room);
                if (room.CloseIfEmpty())
                {
                    _rooms.TryRemove((storeId, conversationId), out _);
                }

                return;
            }
        }
    }
}

/// <summary>Every member is called under its lock.</summary>
internal abstract class Room
{
    public bool IsClosed { get; private set; }

    protected abstract bool IsEmpty { get; }

    public bool CloseIfEmpty() => IsClosed = IsEmpty;
}
