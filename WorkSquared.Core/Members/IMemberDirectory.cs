namespace WorkSquared.Core.Members;

/// <summary>Who is called what, and may do what, for everybody at once: kept in memory and following the log.</summary>
public interface IMemberDirectory
{
    /// <summary>As far as the log was followed: a name given this instant may come a moment later, and <see cref="WatchAsync"/> tells.</summary>
    Membership Of(string storeId);

    /// <summary>The directory at every change of a name or a role since <paramref name="known"/>. Lossy: a slow watcher gets the latest, not all.</summary>
    /// <remarks>Never completes by itself: cancel the token to stop watching.</remarks>
    IAsyncEnumerable<Membership> WatchAsync(string storeId, Membership known, CancellationToken cancellationToken);

    /// <summary>As the store has it at this instant; null when there is no such member.</summary>
    Task<Member?> FindAsync(string storeId, Guid memberId, CancellationToken cancellationToken);
}
