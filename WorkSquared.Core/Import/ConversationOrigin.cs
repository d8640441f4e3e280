namespace WorkSquared.Core.Import;

/// <summary>Where a conversation comes from that did not begin in this store.</summary>
/// <param name="Source">One of <see cref="ImportSource"/>.</param>
/// <param name="ForkedFrom">Null unless it is a fork, and when what it was forked from is gone.</param>
public sealed record ConversationOrigin(string Source, ForkedFrom? ForkedFrom);

/// <param name="TurnId">The last turn that both have.</param>
/// <param name="Title">As it is now.</param>
public sealed record ForkedFrom(Guid ConversationId, Guid? TurnId, string Title);
