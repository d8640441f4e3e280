namespace WorkSquared.Core.Import;

/// <summary>What a file says next.</summary>
internal abstract record ImportStep;

/// <param name="SourceId">What the source calls it; all its facts follow with the same.</param>
/// <param name="WishedId">The id that it keeps when that is free here.</param>
/// <param name="EventId">Of the event that began it there: where this is in the log, the conversation is this store's own.</param>
internal sealed record ImportedBeginning(
    string Source, string SourceId, string Title, DateTimeOffset At, ImportedPlace Place, Guid? WishedId = null, Guid? EventId = null) : ImportStep
{
    /// <summary>Only its people saw it there: here it is the importer's alone, until they share it.</summary>
    public bool IsRestricted { get; init; }
}

internal sealed record ImportedStep(string SourceId, ImportedFact Fact) : ImportStep;

/// <summary>A task that stands alone.</summary>
/// <param name="SourceId">What the source calls its tasks.</param>
/// <param name="EventId">Of the event that began it there: where this is in the log, the task is this store's own.</param>
internal sealed record ImportedTaskStep(string Source, string SourceId, Guid EventId, TaskElsewhere Task) : ImportStep;

/// <param name="Reason">For a person, and to count by.</param>
internal sealed record SkippedStep(string Reason) : ImportStep;

internal enum ImportedPlace
{
    Menu,
    Pinned,
    Archive,
}

/// <summary>A file can't be imported, or not to its end; the message is a sentence for whoever brought it.</summary>
internal sealed class ImportRefusedException(string reason, Exception? innerException = null) : Exception(reason, innerException);
