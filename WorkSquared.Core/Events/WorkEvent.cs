using System.Text.Json.Serialization;

namespace WorkSquared.Core.Events;

/// <summary>A fact in the past tense. Committed once, never changed, never deleted.</summary>
/// <remarks>Ids and times are in the fact and minted by whoever states it: a projection that made them would differ at every replay.</remarks>
public abstract record WorkEvent
{
    /// <summary>The conversation whose readers want to hear of this at once; null for a fact of the whole store.</summary>
    [JsonIgnore]
    public virtual Guid? Topic => null;
}
