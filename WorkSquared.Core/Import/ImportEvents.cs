using System.Text.Json.Serialization;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;

namespace WorkSquared.Core.Import;

/// <summary>A conversation that took place elsewhere is kept here too. The actor is whoever brought it in, and nobody else who spoke in it.</summary>
/// <param name="Source">One of <see cref="ImportSource"/>.</param>
/// <param name="SourceId">What it is called there.</param>
/// <param name="CreatedAt">When it began there.</param>
/// <param name="SourceTurnId">Of a fork: the turn after which it leaves the other.</param>
public sealed record ConversationImported(
    Guid Id, string Title, string Source, string SourceId, DateTimeOffset CreatedAt, DateTimeOffset ImportedAt, Guid? SourceTurnId = null) : WorkEvent
{
    [JsonIgnore]
    public override Guid? Topic => Id;
}

/// <summary>Something a person said elsewhere. It opens a turn that nobody owes an answer to.</summary>
/// <param name="Author">Who said it; see <see cref="Actor.ImportedPerson"/>.</param>
/// <param name="CreatedAt">When it was said there.</param>
/// <param name="AfterTurnId">The turn right before it; null for a first question.</param>
public sealed record QuestionImported(
    Guid Id, Guid ConversationId, string Author, string Message, DateTimeOffset CreatedAt, Guid? AfterTurnId = null) : WorkEvent
{
    [JsonIgnore]
    public override Guid? Topic => ConversationId;
}

/// <summary>A message was answered again elsewhere. It opens a turn of its own that nobody owes an answer to; its cause is the turn it takes up.</summary>
public sealed record RequestImported(Guid Id, Guid ConversationId, Guid ResponseToMessageId, RequestReason Reason, DateTimeOffset CreatedAt) : WorkEvent
{
    [JsonIgnore]
    public override Guid? Topic => ConversationId;
}

/// <summary>Terminal: how a turn ended elsewhere. Its cause is that turn, and it costs nothing here.</summary>
/// <param name="Reason">Why there is no answer, or who stopped it; null for an answer.</param>
public sealed record AnswerImported(
    Guid Id,
    Guid ConversationId,
    Guid ResponseToMessageId,
    ImportedOutcome Outcome,
    string Author,
    string Message,
    string ModelId,
    DateTimeOffset CreatedAt,
    string? FinishReason = null,
    string? Reason = null) : WorkEvent
{
    [JsonIgnore]
    public override Guid? Topic => ConversationId;
}

[JsonConverter(typeof(JsonStringEnumConverter<ImportedOutcome>))]
public enum ImportedOutcome
{
    [JsonStringEnumMemberName("answered")]
    Answered,

    [JsonStringEnumMemberName("failed")]
    Failed,

    [JsonStringEnumMemberName("cancelled")]
    Cancelled,
}

/// <summary>Where an imported conversation comes from.</summary>
public static class ImportSource
{
    /// <summary>An archive of this program's.</summary>
    public const string WorkSquared = "worksquared";

    public const string ChatGpt = "chatgpt";

    /// <summary>Another conversation of the same store.</summary>
    public const string Fork = "fork";
}
