namespace WorkSquared.Core.Prompts;

/// <summary>Projection: one prompt of <see cref="PromptLibrary"/>.</summary>
internal sealed class PromptRow
{
    public required string StoreId { get; init; }

    public required Guid Id { get; init; }

    public required string Name { get; init; }

    /// <summary>By which it is unique.</summary>
    public required string NameKey { get; init; }

    public required string Text { get; init; }
}
