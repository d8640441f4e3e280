using System.Text.Json.Serialization;
using WorkSquared.Core.Events;

namespace WorkSquared.Core.Labels;

public sealed record LabelAdded(Guid ConversationId, string Label, DateTimeOffset CreatedAt) : WorkEvent
{
    [JsonIgnore]
    public override Guid? Topic => ConversationId;
}

/// <param name="Label">In whatever letter case: there is one at most that it can mean.</param>
public sealed record LabelRemoved(Guid ConversationId, string Label, DateTimeOffset CreatedAt) : WorkEvent
{
    [JsonIgnore]
    public override Guid? Topic => ConversationId;
}
