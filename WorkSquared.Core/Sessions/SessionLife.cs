using Microsoft.EntityFrameworkCore;
using WorkSquared.Core.Log;

namespace WorkSquared.Core.Sessions;

/// <summary>How long somebody stays signed in.</summary>
internal static class SessionLife
{
    /// <summary>Without a sign of the person.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromHours(8);

    /// <summary>Whatever they do.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    /// <summary>The sessions that stand: neither idle for too long nor too old, of an account that is not shut out.</summary>
    public static IQueryable<SessionRow> Standing(WorkSquaredDbContext context, DateTimeOffset now)
    {
        var (seenAfter, startedAfter) = (now - Idle, now - Longest);
        return context.Sessions.AsNoTracking().Where(
            session => session.SeenAt > seenAfter && session.StartedAt > startedAfter && context.Members.Any(
                account => account.StoreId == InstanceStore.Id && account.Id == session.AccountId && account.Role != null && account.SuspendedAt == null));
    }
}
