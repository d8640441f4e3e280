using WorkSquared.Core.Events;
using WorkSquared.Core.Log;

namespace WorkSquared.Core.Audit;

internal sealed class AuditTrail(LogWriter writer, EventAppender appender, TimeProvider time) : IAuditTrail
{
    public Task RecordAsync(AuditEvent data, Actor actor, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var proposed = new ProposedEvent(now, Guid.CreateVersion7(now), actor, data);
        return writer.ExecuteAsync(session => appender.Append(session, InstanceStore.Id, proposed), cancellationToken);
    }
}
