using WorkSquared.Core.Events;

namespace WorkSquared.Core.Log;

/// <summary>A table derived from the log, written in the transaction of the event.</summary>
/// <remarks>A function of the event and of what earlier events left: no clock, no random id; the same event twice changes nothing.</remarks>
internal interface IProjection
{
    /// <summary>The tables it owns, which a rebuild empties first.</summary>
    IReadOnlyList<string> Tables { get; }

    void Apply(CommittedEvent committed, WriteSession session);
}
