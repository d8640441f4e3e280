using System.Text.Json.Serialization;

namespace WorkSquared.Core.Events;

/// <summary>A committed fact whose type or shape this version does not know. It is kept, shown as such, and stops nothing.</summary>
public sealed record UnknownEvent(string Type, string Json) : WorkEvent
{
    /// <summary>As it was stored beside the event: the payload can't tell.</summary>
    [JsonIgnore]
    public Guid? StoredTopic { get; init; }

    [JsonIgnore]
    public override Guid? Topic => StoredTopic;
}
