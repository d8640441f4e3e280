using System.Collections.Immutable;
using WorkSquared.Core.Events;
using WorkSquared.Core.Sharing;

namespace WorkSquared.Core.Presence;

/// <summary>Who has a conversation open, and who is writing in it: told to whoever watches, never in the log.</summary>
public interface IPresenceBoard
{
    /// <summary>Here from now on, until the handle is disposed. Whoever has several tabs is here as long as one of them is.</summary>
    IPresence Enter(string storeId, Guid conversationId, Actor person);

    /// <summary>Who is here at once, then at every change. Lossy: a slow watcher gets the latest, not all.</summary>
    /// <remarks>Ends with the next change for whoever does not see the conversation, and otherwise never by itself: cancel the token to stop watching.</remarks>
    IAsyncEnumerable<Attendance> WatchAsync(Reader reader, Guid conversationId, CancellationToken cancellationToken);
}

public interface IPresence : IDisposable
{
    /// <summary>Writing holds for a few seconds and is to be said again: a browser that dies says nothing any more.</summary>
    void Write(bool isWriting);
}

/// <summary>The people in one conversation, in the order in which they came.</summary>
/// <param name="Writing">Those of them who are.</param>
public sealed record Attendance(ImmutableArray<Actor> Here, ImmutableArray<Actor> Writing)
{
    public static Attendance Nobody { get; } = new([], []);

    /// <summary>As it looks to one of them, whose own tabs are no company.</summary>
    public Attendance Without(Actor person) => new(Here.Remove(person), Writing.Remove(person));

    public bool IsSameAs(Attendance other) => Here.SequenceEqual(other.Here) && Writing.SequenceEqual(other.Writing);
}
