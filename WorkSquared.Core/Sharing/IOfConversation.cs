namespace WorkSquared.Core.Sharing;

/// <summary>A row of something that belongs to a conversation: whoever does not see the one does not see the other.</summary>
internal interface IOfConversation
{
    string StoreId { get; }

    Guid ConversationId { get; }
}
