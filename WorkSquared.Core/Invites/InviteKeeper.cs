using System.Data.Common;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using WorkSquared.Core.Events;
using WorkSquared.Core.Log;
using WorkSquared.Core.Members;

namespace WorkSquared.Core.Invites;

/// <remarks>An invite ends once, used up or revoked: its end has the invite's own id for its command, and the log takes that once.</remarks>
internal sealed class InviteKeeper(LogWriter writer, EventAppender appender, Admission admission, SnapshotReader snapshots, TimeProvider time) : IInvites
{
    private const string KeepSecret = "INSERT INTO invite_secrets (invite_id, hash) VALUES (@p1, @p2)";

    private const string FindGood =
        """
        SELECT i.store_id, i.role, i.invited_by, s.hash FROM invites i JOIN invite_secrets s ON s.invite_id = i.id
        WHERE i.id = @p1 AND i.ended_at IS NULL AND i.expires_at > @p2
        """;

    private const string FindOpen = "SELECT 1 FROM invites WHERE store_id = @p1 AND id = @p2 AND ended_at IS NULL";

    private const string FindInvite = "SELECT 1 FROM invites WHERE store_id = @p1 AND id = @p2";

    private const string FindName = "SELECT name FROM members WHERE store_id = @p1 AND id = @p2";

    private const string FindSuspended = "SELECT 1 FROM members WHERE store_id = @p1 AND id = @p2 AND suspended_at IS NOT NULL";

    private static readonly TimeSpan _life = TimeSpan.FromDays(7);

    public async Task<IssuedInvite> CreateAsync(CreateInvite command, CancellationToken cancellationToken)
    {
        RoleOfAStore.Check(command.StoreId, command.Role);
        var email = string.IsNullOrWhiteSpace(command.Email) ? null : EmailAddress.Check(command.Email);
        var now = time.GetUtcNow();
        var text = SecretFormat.Invite.New(Guid.CreateVersion7(now));
        var expiresAt = now + _life;
        var created = new ProposedEvent(
            now, Guid.CreateVersion7(now), command.Actor, new InviteCreated(text.Id, command.Role, expiresAt, now, email));
        await writer.ExecuteAsync(
            session =>
            {
                var appended = appender.Append(session, command.StoreId, created);
                session.Execute(KeepSecret, text.Id, text.Hash());
                return appended;
            },
            cancellationToken);
        return new IssuedInvite(text.Id, text.Reveal(), expiresAt);
    }

    public async Task<Invite?> FindAsync(string text, CancellationToken cancellationToken)
    {
        if (SecretFormat.Invite.Parse(text) is not { } given)
        {
            return null;
        }

        var now = time.GetUtcNow();
        return await snapshots.ReadEverythingAsync(
            context => context.InviteSecrets.AsNoTracking().FirstOrDefault(row => row.InviteId == given.Id) is { } secret
                && CryptographicOperations.FixedTimeEquals(secret.Hash, given.Hash())
                    ? Read(context, Good(context, now).Where(row => row.Id == given.Id)).FirstOrDefault()
                    : null,
            cancellationToken);
    }

    public async Task AcceptAsync(string text, Guid accountId, string name, CancellationToken cancellationToken)
    {
        var given = SecretFormat.Invite.Parse(text) ?? throw NotGood();
        var now = time.GetUtcNow();
        var accepted = new ProposedEvent(now, given.Id, Member.ActorOf(accountId), new InviteAccepted(given.Id, accountId, now));
        await writer.ExecuteAsync(
            session =>
            {
                var invite = session.Find(FindGood, OpenInvite.Read, given.Id, now);
                if (invite is null || !CryptographicOperations.FixedTimeEquals(invite.Hash, given.Hash()) || !Stands(session, invite))
                {
                    throw NotGood();
                }

                if (session.Exists(FindSuspended, InstanceStore.Id, accountId))
                {
                    throw new CommandRefusedException(Refusal.Forbidden, "This account is suspended. An administrator can reinstate it.");
                }

                var known = GiveAccount(session, accountId, name, now);
                admission.Name(session, invite.StoreId, accountId, known, invite.InvitedBy, now);
                if (LiveMembers.GivenRoleOf(session, invite.StoreId, accountId) is not { } present || present < invite.Role)
                {
                    admission.Grant(session, invite.StoreId, accountId, invite.Role, invite.InvitedBy, now);
                }

                return appender.Append(session, invite.StoreId, accepted);
            },
            cancellationToken);
    }

    public Task RevokeAsync(string storeId, Guid inviteId, Actor actor, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var revoked = new ProposedEvent(now, inviteId, actor, new InviteRevoked(inviteId, now));
        return writer.ExecuteAsync(
            session =>
            {
                if (!session.Exists(FindInvite, storeId, inviteId))
                {
                    throw new CommandRefusedException(Refusal.NotFound, "There is no such invite.");
                }

                return session.Exists(FindOpen, storeId, inviteId) ? appender.Append(session, storeId, revoked) : default;
            },
            cancellationToken);
    }

    public async Task<IReadOnlyList<Invite>> ListAsync(string storeId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return await snapshots.ReadEverythingAsync(
            context => Read(context, Good(context, now).Where(row => row.StoreId == storeId).OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id))
                .ToList(),
            cancellationToken);
    }

    /// <returns>What the instance calls them.</returns>
    private string GiveAccount(WriteSession session, Guid accountId, string name, DateTimeOffset now)
    {
        if (session.Find(FindName, reader => reader.GetString(0), InstanceStore.Id, accountId) is not { } known)
        {
            known = MemberName.Check(name);
            admission.Name(session, InstanceStore.Id, accountId, known, Actor.System, now);
        }

        // By the system: whoever may invite into a store need not administer the instance.
        if (LiveMembers.GivenRoleOf(session, InstanceStore.Id, accountId) is null)
        {
            admission.Grant(session, InstanceStore.Id, accountId, Role.Member, Actor.System, now);
        }

        return known;
    }

    /// <summary>A link is worth what whoever made it could give at this instant, and not when they made it.</summary>
    private static bool Stands(WriteSession session, OpenInvite invite) =>
        invite.InvitedBy == Actor.System
        || (Member.IdOf(invite.InvitedBy) is { } inviter && CanGive(LiveMembers.RoleOf(session, invite.StoreId, inviter), invite.Role));

    private static bool CanGive(Role? own, Role role) => own >= Role.Admin && own >= role;

    private static IQueryable<InviteRow> Good(WorkSquaredDbContext context, DateTimeOffset now) =>
        context.Invites.AsNoTracking().Where(row => row.EndedAt == null && row.ExpiresAt > now);

    /// <summary>Those of them whose makers could still give what they promise.</summary>
    private static IEnumerable<Invite> Read(WorkSquaredDbContext context, IQueryable<InviteRow> rows)
    {
        foreach (var row in rows.ToList())
        {
            var inviter = Member.IdOf(new Actor(row.InvitedBy));
            var member = LiveMembers.Of(context).AsNoTracking().FirstOrDefault(member => member.StoreId == row.StoreId && member.Id == inviter);
            if (row.InvitedBy == Actor.System.Value || CanGive(member?.Role, row.Role))
            {
                yield return new Invite(row.Id, row.StoreId, row.Role, row.Email, member?.Name ?? "Work Squared", row.CreatedAt, row.ExpiresAt);
            }
        }
    }

    private static CommandRefusedException NotGood() =>
        new(Refusal.NotFound, Invite.NotGood);

    private sealed record OpenInvite(string StoreId, Role Role, Actor InvitedBy, byte[] Hash)
    {
        public static OpenInvite Read(DbDataReader reader) => new(
            reader.GetString(0), (Role)reader.GetInt32(1), new Actor(reader.GetString(2)), reader.GetFieldValue<byte[]>(3));
    }
}
