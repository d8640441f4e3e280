namespace WorkSquared.Core.Composing;

/// <summary>Not a projection: a rebuild leaves it as it is.</summary>
internal sealed class ComposerDraftRow
{
    public required string StoreId { get; init; }

    public required string Person { get; init; }

    public required Guid ConversationId { get; init; }

    public required bool IsEdit { get; init; }

    public required string Text { get; init; }

    public required Guid CommandId { get; init; }

    public required Guid? ReplacesMessageId { get; init; }

    public required Guid Version { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}
