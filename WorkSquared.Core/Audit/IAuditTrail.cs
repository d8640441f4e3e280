using WorkSquared.Core.Events;

namespace WorkSquared.Core.Audit;

/// <summary>Keeps who came in, and who was not let in, in the log of the instance.</summary>
public interface IAuditTrail
{
    /// <param name="data">One of the events of this namespace.</param>
    /// <param name="actor">Who did it; <see cref="Actor.System"/> where nobody knows.</param>
    /// <exception cref="CommandRefusedException">The log can't be written.</exception>
    Task RecordAsync(WorkEvent data, Actor actor, CancellationToken cancellationToken);
}
