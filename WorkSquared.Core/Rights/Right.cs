using WorkSquared.Core.Events;
using WorkSquared.Core.Log;
using WorkSquared.Core.Members;

namespace WorkSquared.Core.Rights;

/// <summary>What it takes to add an event of one type, for a person. The system may, wherever there are such events.</summary>
/// <param name="Where">In which logs there are such events at all.</param>
/// <param name="Least">The smallest role that may add this very event; null when no person may.</param>
internal sealed record Right(Place Where, Func<Asked, Role?> Least)
{
    /// <summary>Whoever it is about may have no role, or none any more: somebody was not let in. Only the audit trail proposes such events.</summary>
    public bool IsOfAnybody { get; init; }

    /// <summary>The role is that of the instance: what is written makes the store, so that nobody can have one there yet.</summary>
    public bool IsOfAdministrators { get; init; }

    /// <summary>What a turn consists of. Nothing else is added in the name of the assistant.</summary>
    public bool IsOfTheAssistant { get; init; }

    /// <summary>Ends a turn without an answer: that must be possible, whatever became of whoever asked.</summary>
    public bool IsAWayOut { get; init; }
}

/// <summary>An event that a person wants to add.</summary>
/// <param name="Cause">The event that it follows from; null for a wish of its own.</param>
internal readonly record struct Asked(WriteSession Session, string StoreId, Guid UserId, WorkEvent Data, Guid? Cause);

[Flags]
internal enum Place
{
    /// <summary>Any store but the one of the instance.</summary>
    Workspace = 1,

    /// <summary><see cref="InstanceStore"/>.</summary>
    Instance = 2,

    Both = Workspace | Instance,
}
