using WorkSquared.Core.Events;

namespace WorkSquared.Core.Organising;

/// <summary>Where a conversation is to be found: in the menu, in the archive or in the bin. A pure fold.</summary>
/// <param name="Deletion">While it is in the bin. What it was before, pinned or archived, it is again when it is restored.</param>
public sealed record ConversationPlace(bool IsPinned = false, DateTimeOffset? ArchivedAt = null, Deletion? Deletion = null)
{
    public static ConversationPlace Menu { get; } = new();

    public bool IsInMenu => ArchivedAt is null && Deletion is null;

    public ConversationPlace Apply(CommittedEvent committed) => committed.Data switch
    {
        // A pin and the archive exclude each other: what was done last holds.
        ConversationPinned => this with { IsPinned = true, ArchivedAt = null },
        ConversationUnpinned => this with { IsPinned = false },
        ConversationArchived archived => this with { IsPinned = false, ArchivedAt = archived.CreatedAt },
        ConversationUnarchived => this with { ArchivedAt = null },
        ConversationDeleted deleted => this with { Deletion = new Deletion(deleted.CreatedAt, committed.Actor) },
        ConversationRestored => this with { Deletion = null },
        _ => this,
    };

    internal static ConversationPlace From(bool isPinned, DateTimeOffset? archivedAt, DateTimeOffset? deletedAt, string deletedBy) =>
        new(isPinned, archivedAt, deletedAt is { } at ? new Deletion(at, new Actor(deletedBy)) : null);
}

/// <summary>A stay in the bin.</summary>
public sealed record Deletion(DateTimeOffset At, Actor By)
{
    public const int DaysKept = 30;

    public DateTimeOffset KeptUntil => At.AddDays(DaysKept);

    /// <summary>No timer: whoever reads compares with the clock.</summary>
    public bool IsOver(DateTimeOffset now) => now >= KeptUntil;

    internal static CommandRefusedException Refused() => new(Refusal.Conflict, "This conversation is in the bin; restore it to go on.");
}
