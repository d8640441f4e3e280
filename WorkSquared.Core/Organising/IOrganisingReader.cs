using System.Collections.Immutable;
using WorkSquared.Core.Sharing;

namespace WorkSquared.Core.Organising;

/// <summary>Reads what is not in the menu, by page.</summary>
public interface IOrganisingReader
{
    /// <summary>The <paramref name="count"/> conversations that were archived last, newest first.</summary>
    Task<Shelf> ArchiveAsync(Reader reader, int count, CancellationToken cancellationToken);

    /// <summary>The <paramref name="count"/> conversations that were deleted last and can still be restored, newest first.</summary>
    Task<Shelf> BinAsync(Reader reader, int count, CancellationToken cancellationToken);
}

/// <param name="Version">The position of the store's log up to which this is true.</param>
public sealed record Shelf(long Version, ImmutableArray<ShelvedConversation> Items);

/// <param name="LastAt">When something was last said in it.</param>
public sealed record ShelvedConversation(Guid Id, string Title, DateTimeOffset LastAt, ConversationPlace Place);
