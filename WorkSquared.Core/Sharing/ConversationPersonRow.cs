namespace WorkSquared.Core.Sharing;

/// <summary>Projection: one of a conversation's people. Whoever began it is the first.</summary>
internal sealed class ConversationPersonRow
{
    public required string StoreId { get; init; }

    public required Guid ConversationId { get; init; }

    public required Guid UserId { get; init; }
}
