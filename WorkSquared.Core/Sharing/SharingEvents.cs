using System.Text.Json.Serialization;
using WorkSquared.Core.Events;

namespace WorkSquared.Core.Sharing;

/// <summary>May change who sees its conversation.</summary>
public interface ISharingEvent;

/// <summary>From now on only its people see the conversation; whoever restricts it is one of them.</summary>
public sealed record ConversationRestricted(Guid ConversationId, DateTimeOffset CreatedAt) : WorkEvent, ISharingEvent
{
    [JsonIgnore]
    public override Guid? Topic => ConversationId;
}

/// <summary>Everybody in the workspace sees it again. Its people stay: guests among them see it as before.</summary>
public sealed record ConversationOpened(Guid ConversationId, DateTimeOffset CreatedAt) : WorkEvent, ISharingEvent
{
    [JsonIgnore]
    public override Guid? Topic => ConversationId;
}

/// <summary>A member is one of the conversation's people.</summary>
public sealed record ConversationShared(Guid ConversationId, Guid UserId, DateTimeOffset CreatedAt) : WorkEvent, ISharingEvent
{
    [JsonIgnore]
    public override Guid? Topic => ConversationId;
}

public sealed record ConversationUnshared(Guid ConversationId, Guid UserId, DateTimeOffset CreatedAt) : WorkEvent, ISharingEvent
{
    [JsonIgnore]
    public override Guid? Topic => ConversationId;
}
