using System.Text.Json.Serialization;
using WorkSquared.Core.Events;

namespace WorkSquared.Core.Ratings;

[JsonConverter(typeof(JsonStringEnumConverter<Rating>))]
public enum Rating
{
    /// <summary>No opinion, or one that was taken back.</summary>
    [JsonStringEnumMemberName("none")]
    None,

    [JsonStringEnumMemberName("up")]
    Up,

    [JsonStringEnumMemberName("down")]
    Down,
}

/// <summary>What the actor thinks of an answer: their last word on it holds.</summary>
/// <param name="ResponseId">The answer's message id.</param>
/// <param name="Comment">In their own words, as plain text; null without.</param>
public sealed record ResponseRated(
    Guid Id, Guid ConversationId, Guid ResponseId, Rating Rating, DateTimeOffset CreatedAt, string? Comment = null) : WorkEvent
{
    [JsonIgnore]
    public override Guid? Topic => ConversationId;
}
