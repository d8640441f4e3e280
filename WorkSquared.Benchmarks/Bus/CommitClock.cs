using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace WorkSquared.Benchmarks.Bus;

/// <summary>Notes when the writer's transaction became durable: from there on the time is the bus's.</summary>
internal sealed class CommitClock : DbTransactionInterceptor
{
    private long _committedAt;

    public long CommittedAt => Volatile.Read(ref _committedAt);

    public override void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) =>
        Volatile.Write(ref _committedAt, Stopwatch.GetTimestamp());
}
