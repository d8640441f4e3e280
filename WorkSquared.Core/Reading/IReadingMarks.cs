using System.Collections.Immutable;
using WorkSquared.Core.Events;

namespace WorkSquared.Core.Reading;

/// <summary>Up to where each person has read each conversation. To read is no event: it is in a table of its own, and not in the log.</summary>
public interface IReadingMarks
{
    Task<ReadingMarks> ReadAsync(string storeId, Actor reader, IReadOnlyCollection<Guid> conversations, CancellationToken cancellationToken);

    /// <summary>Returns at once. The person's other pages hear of it at once, the disk within a second; it never moves back.</summary>
    void Mark(ReadingMark mark);

    /// <summary>First where the person stands in these conversations, then what they read from then on, in whichever conversation and on
    /// whichever page: nothing falls between. Lossy when the watcher is slow: a later mark of a conversation says more.</summary>
    /// <remarks>Never completes by itself: cancel the token to stop watching.</remarks>
    IAsyncEnumerable<ReadingMark> WatchAsync(
        string storeId, Actor reader, IReadOnlyCollection<Guid> conversations, CancellationToken cancellationToken);
}

/// <param name="Position">The position of the store's log up to which the conversation has been read.</param>
public sealed record ReadingMark(string StoreId, Actor Reader, Guid ConversationId, long Position);

/// <summary>The marks of one person. Pure.</summary>
/// <param name="From">Where this store began to keep marks: what is older counts as read for everybody.</param>
public sealed record ReadingMarks(Actor Reader, long From, ImmutableDictionary<Guid, long> Positions)
{
    public static ReadingMarks None(Actor reader) => new(reader, 0, ImmutableDictionary<Guid, long>.Empty);

    public ReadingMarks Apply(ReadingMark mark) => mark.Position > UpTo(mark.ConversationId)
        ? this with { Positions = Positions.SetItem(mark.ConversationId, mark.Position) }
        : this;

    /// <summary>Of each conversation the later of two marks: what was heard while these were being read is not forgotten.</summary>
    public ReadingMarks And(ReadingMarks heard) => this with
    {
        Positions = Positions.SetItems(heard.Positions.Where(mark => mark.Value > UpTo(mark.Key))),
    };

    /// <summary>Whether somebody else has said something since.</summary>
    public bool IsUnread(Guid conversationId, LastWords words) => words.NotBy(Reader) > UpTo(conversationId);

    /// <summary>The position up to which everything counts as read.</summary>
    public long UpTo(Guid conversationId) => Math.Max(From, Positions.GetValueOrDefault(conversationId));
}
