namespace WorkSquared.Core.Events;

/// <summary>A committed fact whose type or shape this version does not know. It is kept, shown as such, and stops nothing.</summary>
public sealed record UnknownEvent(string Type, string Json) : WorkEvent;
