using WorkSquared.Core.Members;
using WorkSquared.Core.Sharing;

namespace WorkSquared.Core.Audit;

/// <summary>Records who looks at a log. Whoever turns its pages looks once; a restart may record it once more.</summary>
internal sealed class AuditLooks(IAuditTrail trail, TimeProvider time)
{
    private static readonly TimeSpan _pause = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<(Guid UserId, string StoreId, string What, string? Filter), DateTimeOffset> _recorded = [];

    public Task ViewedAsync(Reader reader, string what, string? filter, CancellationToken cancellationToken) => OnceAsync(
        reader, what, filter, (userId, now) => new AuditViewed(userId, reader.StoreId, what, now, filter), cancellationToken);

    public Task RefusedAsync(Reader reader, CancellationToken cancellationToken) => OnceAsync(
        reader, "refused", filter: null, (userId, now) => new AccessRefused(userId, $"audit of {reader.StoreId}", now), cancellationToken);

    private async Task OnceAsync(
        Reader reader, string what, string? filter, Func<Guid, DateTimeOffset, AuditEvent> fact, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (Member.IdOf(reader.Actor) is not { } userId || !TryBegin((userId, reader.StoreId, what, filter), now))
        {
            return;
        }

        try
        {
            await trail.RecordAsync(fact(userId, now), reader.Actor, cancellationToken);
        }
        catch
        {
            // Not recorded, so the next look must be.
            lock (_lock)
            {
                _recorded.Remove((userId, reader.StoreId, what, filter));
            }

            throw;
        }
    }

    private bool TryBegin((Guid UserId, string StoreId, string What, string? Filter) look, DateTimeOffset now)
    {
        lock (_lock)
        {
            foreach (var old in _recorded.Where(recorded => recorded.Value <= now - _pause).Select(recorded => recorded.Key).ToList())
            {
                _recorded.Remove(old);
            }

            return _recorded.TryAdd(look, now);
        }
    }
}
