using System.Collections.Immutable;
using WorkSquared.Core.Events;

namespace WorkSquared.Core.Import;

/// <summary>Brings conversations in from a file, beside everything else: one file after another, whoever closes their page.</summary>
/// <remarks>A restart ends what is under way. To import the file again then is safe, as it always is: what is here already stays.</remarks>
public interface IImports
{
    /// <summary>Takes the file; what becomes of it is to be seen in <see cref="WatchAsync"/>.</summary>
    /// <exception cref="CommandRefusedException">It is too large, too many are waiting, or the disk is full.</exception>
    Task<Guid> TakeAsync(string storeId, Actor importer, Stream file, CancellationToken cancellationToken);

    /// <summary>The imports since the start of the program, newest first: as they are, and again whenever that changes. Lossy: the last word wins.</summary>
    IAsyncEnumerable<ImmutableArray<ImportStatus>> WatchAsync(string storeId, CancellationToken cancellationToken);
}

public enum ImportPhase
{
    Waiting,
    Running,
    Done,

    /// <summary>It ended before the end of the file; <see cref="ImportStatus.Problem"/> says why.</summary>
    Failed,
}

/// <param name="Conversations">That were not here before.</param>
/// <param name="Messages">That were not here before.</param>
/// <param name="Known">Conversations that were.</param>
/// <param name="Skipped">What was left out and why: how often each reason.</param>
/// <param name="Problem">A sentence for a person; null when there is none.</param>
public sealed record ImportStatus(
    Guid Id,
    string StoreId,
    DateTimeOffset StartedAt,
    ImportPhase Phase,
    int Conversations,
    int Messages,
    int Known,
    ImmutableSortedDictionary<string, int> Skipped,
    string? Problem = null);

/// <summary>How much a file may hold.</summary>
public static class ImportLimits
{
    public const long FileBytes = 50 * 1024 * 1024;

    /// <summary>Unpacked.</summary>
    public const long Bytes = 500L * 1024 * 1024;

    /// <summary>Entries of a ZIP file.</summary>
    public const int Entries = 50_000;

    /// <summary>One event, or one conversation of ChatGPT's.</summary>
    public const int LineBytes = 8 * 1024 * 1024;

    public const int ConversationBytes = 32 * 1024 * 1024;

    public const int Conversations = 50_000;

    /// <summary>Of one message.</summary>
    public const int Characters = 1_000_000;
}
