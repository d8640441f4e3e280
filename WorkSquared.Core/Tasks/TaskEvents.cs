using System.Text.Json.Serialization;
using WorkSquared.Core.Events;

namespace WorkSquared.Core.Tasks;

/// <summary>A fact about one task.</summary>
public interface ITaskEvent
{
    /// <summary>The task's.</summary>
    Guid Id { get; }
}

/// <summary>By the actor, of their own accord or of something that was said.</summary>
/// <param name="ConversationId">Where it comes from, for good; null for a task that stands alone. All that happens to the task names it again:
/// whoever reads the conversation hears of it.</param>
/// <param name="MessageId">The question or answer that it was made of.</param>
public sealed record TaskCreated(Guid Id, string Title, DateTimeOffset CreatedAt, Guid? ConversationId = null, Guid? MessageId = null)
    : WorkEvent, ITaskEvent
{
    [JsonIgnore]
    public override Guid? Topic => ConversationId;
}

/// <summary>A task of another workspace is kept here too, as it was there in the end. The actor is whoever brought it in.</summary>
/// <param name="Author">Who made it; see <see cref="Actor.ImportedPerson"/>.</param>
/// <param name="CreatedAt">When it was made there.</param>
/// <param name="CompletedAt">Null while it is open.</param>
/// <param name="CompletedBy">Null while it is open.</param>
public sealed record TaskImported(
    Guid Id,
    string Title,
    string Author,
    DateTimeOffset CreatedAt,
    Guid? ConversationId = null,
    Guid? MessageId = null,
    DateTimeOffset? CompletedAt = null,
    string? CompletedBy = null) : WorkEvent, ITaskEvent
{
    [JsonIgnore]
    public override Guid? Topic => ConversationId;
}

public sealed record TaskRenamed(Guid Id, string Title, DateTimeOffset CreatedAt, Guid? ConversationId = null) : WorkEvent, ITaskEvent
{
    [JsonIgnore]
    public override Guid? Topic => ConversationId;
}

public sealed record TaskCompleted(Guid Id, DateTimeOffset CreatedAt, Guid? ConversationId = null) : WorkEvent, ITaskEvent
{
    [JsonIgnore]
    public override Guid? Topic => ConversationId;
}

public sealed record TaskReopened(Guid Id, DateTimeOffset CreatedAt, Guid? ConversationId = null) : WorkEvent, ITaskEvent
{
    [JsonIgnore]
    public override Guid? Topic => ConversationId;
}

/// <summary>Out of every list. What it was before, it is again when it is restored.</summary>
public sealed record TaskDeleted(Guid Id, DateTimeOffset CreatedAt, Guid? ConversationId = null) : WorkEvent, ITaskEvent
{
    [JsonIgnore]
    public override Guid? Topic => ConversationId;
}

public sealed record TaskRestored(Guid Id, DateTimeOffset CreatedAt, Guid? ConversationId = null) : WorkEvent, ITaskEvent
{
    [JsonIgnore]
    public override Guid? Topic => ConversationId;
}
