using WorkSquared.Core.Log;

namespace WorkSquared.Core.Turns;

internal sealed class BacklogReader(SnapshotReader snapshots, InstanceId instance, TimeProvider time) : ITurnBacklog
{
    private static readonly Backlog _empty = new(OpenTurns: 0, TimeSpan.Zero);

    public Task<Backlog> ReadAsync(CancellationToken cancellationToken) => snapshots.ReadEverythingAsync(Read, cancellationToken);

    /// <remarks>For gauges, which are read on a thread that may wait.</remarks>
    public Backlog Read() => snapshots.ReadEverything(Read);

    // The condition is that of the partial index ix_turns_open, so that ended turns cost nothing.
    private Backlog Read(WorkSquaredDbContext context)
    {
        var held = context.Set<ClaimRow>().Where(claim => claim.Owner == instance.Value && claim.LeaseUntil != ClaimFence.Released);
        var open = context.Turns
            .Where(turn => turn.State == TurnState.Open)
            .Select(turn => new { turn.OpenedAt, Waits = !held.Any(claim => claim.StoreId == turn.StoreId && claim.TurnId == turn.Id) })
            .GroupBy(_ => 1)
            .Select(turns => new { Count = turns.Count(), Oldest = turns.Min(turn => turn.Waits ? (DateTimeOffset?)turn.OpenedAt : null) })
            .SingleOrDefault();
        if (open is null)
        {
            return _empty;
        }

        var age = time.GetUtcNow() - open.Oldest ?? TimeSpan.Zero;

        // A clock set back makes nobody wait for less than no time.
        return new Backlog(open.Count, age > TimeSpan.Zero ? age : TimeSpan.Zero);
    }
}
