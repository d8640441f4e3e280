using WorkSquared.Core.Events;
using WorkSquared.Core.Log;

namespace WorkSquared.Core.Audit;

internal sealed class AuditTrail(LogWriter writer, EventAppender appender, TimeProvider time) : IAuditTrail
{
    public Task RecordAsync(WorkEvent data, Actor actor, CancellationToken cancellationToken)
    {
        // What anybody may add is what this class is given, and it takes nothing else.
        if (data is not (SignedIn or SignInFailed or SignedOut or PasswordChanged or ExternalLoginLinked or ExternalLoginUnlinked or AccessRefused))
        {
            throw new ArgumentException($"{data.GetType().Name} is no event of the audit trail.", nameof(data));
        }

        var now = time.GetUtcNow();
        var proposed = new ProposedEvent(now, Guid.CreateVersion7(now), actor, data);
        return writer.ExecuteAsync(session => appender.Append(session, InstanceStore.Id, proposed), cancellationToken);
    }
}
