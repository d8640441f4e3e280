using WorkSquared.Core.Events;

namespace WorkSquared.Core.Prompts;

/// <summary>Added, or changed: with all that it says from then on.</summary>
public sealed record PromptSaved(Guid Id, string Name, string Text, DateTimeOffset CreatedAt) : WorkEvent;

public sealed record PromptRemoved(Guid Id, DateTimeOffset CreatedAt) : WorkEvent;
