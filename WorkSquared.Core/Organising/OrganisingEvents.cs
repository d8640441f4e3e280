using System.Text.Json.Serialization;
using WorkSquared.Core.Events;

namespace WorkSquared.Core.Organising;

public sealed record ConversationPinned(Guid ConversationId, DateTimeOffset CreatedAt) : WorkEvent
{
    [JsonIgnore]
    public override Guid? Topic => ConversationId;
}

public sealed record ConversationUnpinned(Guid ConversationId, DateTimeOffset CreatedAt) : WorkEvent
{
    [JsonIgnore]
    public override Guid? Topic => ConversationId;
}

public sealed record ConversationArchived(Guid ConversationId, DateTimeOffset CreatedAt) : WorkEvent
{
    [JsonIgnore]
    public override Guid? Topic => ConversationId;
}

/// <summary>By a person, or by a message that was sent into it: then that is its cause.</summary>
public sealed record ConversationUnarchived(Guid ConversationId, DateTimeOffset CreatedAt) : WorkEvent
{
    [JsonIgnore]
    public override Guid? Topic => ConversationId;
}

/// <summary>It went to the bin. Nothing of it leaves the log.</summary>
public sealed record ConversationDeleted(Guid ConversationId, DateTimeOffset CreatedAt) : WorkEvent
{
    [JsonIgnore]
    public override Guid? Topic => ConversationId;
}

public sealed record ConversationRestored(Guid ConversationId, DateTimeOffset CreatedAt) : WorkEvent
{
    [JsonIgnore]
    public override Guid? Topic => ConversationId;
}
