using WorkSquared.Core.Sharing;

namespace WorkSquared.Core.Reading;

/// <summary>Not a projection: a rebuild leaves it as it is.</summary>
internal sealed class ReadingMarkRow : IOfConversation
{
    public required string StoreId { get; init; }

    public required string Reader { get; init; }

    public required Guid ConversationId { get; init; }

    public required long Position { get; init; }
}
