using System.Collections.Immutable;

namespace WorkSquared.Core.Sharing;

/// <summary>Reads who sees a conversation.</summary>
public interface ISharingReader
{
    /// <returns>Null when there is no such conversation, or the reader is none of those who see it.</returns>
    Task<ConversationSharing?> ReadAsync(Reader reader, Guid conversationId, CancellationToken cancellationToken);
}

/// <param name="Version">The position of the store's log up to which this is true.</param>
/// <param name="IsRestricted">Whether only its people see it; otherwise all members do, and of the guests its people.</param>
/// <param name="People">The members who are its people.</param>
public sealed record ConversationSharing(long Version, bool IsRestricted, ImmutableHashSet<Guid> People);
