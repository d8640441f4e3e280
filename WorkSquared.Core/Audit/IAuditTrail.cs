using WorkSquared.Core.Events;

namespace WorkSquared.Core.Audit;

/// <summary>Keeps who came in, who was not let in, and who took something with them, in the log of the instance.</summary>
public interface IAuditTrail
{
    /// <param name="actor">Who did it; <see cref="Actor.System"/> where nobody knows.</param>
    /// <exception cref="CommandRefusedException">The log can't be written, or the actor may not do what this says.</exception>
    Task RecordAsync(AuditEvent data, Actor actor, CancellationToken cancellationToken);
}
