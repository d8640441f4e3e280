using System.Collections.Frozen;
using WorkSquared.Core.Log;

namespace WorkSquared.Core.Sessions;

internal sealed class ServerSessions(LogWriter writer, SnapshotReader snapshots, TimeProvider time) : ISessions
{
    /// <summary>Of what a browser says of itself.</summary>
    private const int DeviceLength = 200;

    private const string Insert =
        """
        INSERT INTO sessions (id, key_hash, account_id, store_id, device, proof, started_at, seen_at)
        VALUES (@p1, @p2, @p3, @p4, @p5, @p6, @p7, @p7)
        """;

    private const string MarkSeen = "UPDATE sessions SET seen_at = @p2 WHERE id = @p1 AND seen_at < @p3";

    private const string End = "DELETE FROM sessions WHERE account_id = @p1 AND id = @p2";

    private const string EndOthers = "DELETE FROM sessions WHERE account_id = @p1 AND (@p2 IS NULL OR id <> @p2)";

    private const string Enter = "UPDATE sessions SET store_id = @p2 WHERE id = @p1";

    private static readonly TimeSpan _grain = TimeSpan.FromMinutes(5);

    public async Task<string> StartAsync(StartSession command, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var key = SessionKey.New();
        var device = command.Device.Length > DeviceLength ? command.Device[..DeviceLength] : command.Device;
        await writer.ExecuteAsync(
            session => session.Execute(
                Insert, Guid.CreateVersion7(now), SessionKey.HashOf(key), command.AccountId, command.StoreId, device, command.Proof, now),
            cancellationToken);
        return key;
    }

    public async Task<Session?> FindAsync(string key, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var hash = SessionKey.HashOf(key);
        var row = await snapshots.ReadEverythingAsync(
            context => SessionLife.Standing(context, now).FirstOrDefault(session => session.KeyHash == hash), cancellationToken);
        if (row is null)
        {
            return null;
        }

        if (row.SeenAt < now - _grain)
        {
            await MarkSeenAsync(row.Id, now, cancellationToken);
        }

        return ToSession(row);
    }

    public async Task<IReadOnlySet<Guid>> StandingAsync(IReadOnlyCollection<Guid> sessionIds, CancellationToken cancellationToken)
    {
        if (sessionIds.Count == 0)
        {
            return FrozenSet<Guid>.Empty;
        }

        var now = time.GetUtcNow();
        return await snapshots.ReadEverythingAsync(
            context => SessionLife.Standing(context, now).Select(session => session.Id).Where(id => sessionIds.Contains(id)).ToHashSet(),
            cancellationToken);
    }

    public async Task<IReadOnlyList<Session>> ListAsync(Guid accountId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return await snapshots.ReadEverythingAsync(
            context => SessionLife.Standing(context, now)
                .Where(session => session.AccountId == accountId)
                .OrderByDescending(session => session.StartedAt).ThenByDescending(session => session.Id)
                .AsEnumerable()
                .Select(ToSession)
                .ToList(),
            cancellationToken);
    }

    public Task EndAsync(Guid accountId, Guid sessionId, CancellationToken cancellationToken) =>
        writer.ExecuteAsync(session => session.Execute(End, accountId, sessionId), cancellationToken);

    public Task EndAllAsync(Guid accountId, Guid? except, CancellationToken cancellationToken) =>
        writer.ExecuteAsync(session => session.Execute(EndOthers, accountId, except), cancellationToken);

    public Task EnterAsync(Guid sessionId, string storeId, CancellationToken cancellationToken) =>
        writer.ExecuteAsync(session => session.Execute(Enter, sessionId, storeId), cancellationToken);

    private async Task MarkSeenAsync(Guid id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            await writer.ExecuteAsync(session => session.Execute(MarkSeen, id, now, now - _grain), cancellationToken);
        }
        catch (CommandRefusedException)
        {
            // A full disk says so to whoever writes; whoever reads can do without the mark.
        }
    }

    private static Session ToSession(SessionRow row) =>
        new(row.Id, row.AccountId, row.StoreId, row.Device, row.Proof, row.StartedAt, row.SeenAt);
}
