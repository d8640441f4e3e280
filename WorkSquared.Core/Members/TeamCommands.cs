using Microsoft.Extensions.Options;
using WorkSquared.Core.Events;
using WorkSquared.Core.Log;
using WorkSquared.Core.Rights;

namespace WorkSquared.Core.Members;

/// <remarks>Who may is in <see cref="RightsTable"/>; what must hold of a team, whoever asks, is here. An administrator of the instance manages its
/// accounts, and nothing inside the stores that they do not belong to.</remarks>
internal sealed class TeamCommands(
    LogWriter writer, EventAppender appender, Admission admission, IRights rights, IOptions<WorkSquaredOptions> options, TimeProvider time) : ITeamCommands
{
    /// <summary>The command id of every attempt to make the first administrator: the unique index of the log lets one pass.</summary>
    public static readonly Guid Appointment = Guid.Parse("01980000-0000-8000-8000-0000000a0001");

    // Who can't sign in can't hand on what they have: services don't count.
    private const string FindAnother =
        $"""
        SELECT 1 FROM members m WHERE m.store_id = @p1 AND m.id <> @p2 AND m.role >= @p3 AND {LiveMembers.Condition}
          AND EXISTS (SELECT 1 FROM members a WHERE a.store_id = '{InstanceStore.Id}' AND a.id = m.id)
        """;

    private const string FindStores =
        $"SELECT store_id FROM members WHERE id = @p1 AND role IS NOT NULL AND store_id <> '{InstanceStore.Id}' ORDER BY store_id";

    private const string IsSuspended = "SELECT 1 FROM members WHERE store_id = @p1 AND id = @p2 AND suspended_at IS NOT NULL";

    public async Task AppointAsync(Guid accountId, string name, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var written = MemberName.Check(name);
        var storeId = options.Value.StoreId;
        var appointed = new ProposedEvent(now, Appointment, Actor.System, new AdministratorAppointed(accountId, now));
        await writer.ExecuteAsync(
            session =>
            {
                if (session.HasCommand(InstanceStore.Id, Appointment))
                {
                    throw new CommandRefusedException(Refusal.Conflict, "Work Squared has been set up already. Sign in instead.");
                }

                appender.Append(session, InstanceStore.Id, appointed);
                admission.Name(session, InstanceStore.Id, accountId, written, Actor.System, now);
                admission.Grant(session, InstanceStore.Id, accountId, Role.Admin, Actor.System, now);
                admission.Name(session, storeId, accountId, written, Actor.System, now);
                admission.Grant(session, storeId, accountId, Role.Owner, Actor.System, now);
                return true;
            },
            cancellationToken);
    }

    public Task ChangeRoleAsync(ChangeRole command, CancellationToken cancellationToken)
    {
        var (storeId, userId, role) = (command.StoreId, command.UserId, command.Role);
        RoleOfAStore.Check(storeId, role);
        return CommitAsync(
            storeId,
            now => new RoleGranted(userId, role, now),
            command.Actor,
            (session, _) =>
            {
                var present = RoleOf(session, storeId, userId);
                if (role < present)
                {
                    CheckIsNotTheLast(session, storeId, userId, present);
                }

                return role != present;
            },
            cancellationToken);
    }

    public Task RemoveAsync(string storeId, Guid userId, Actor actor, CancellationToken cancellationToken) => CommitAsync(
        storeId,
        now => new MemberRemoved(userId, now),
        actor,
        (session, now) =>
        {
            CheckIsNotTheLast(session, storeId, userId, RoleOf(session, storeId, userId));
            if (storeId == InstanceStore.Id)
            {
                RemoveEverywhere(session, userId, now);
            }

            return true;
        },
        cancellationToken);

    public Task SuspendAsync(Guid accountId, Actor actor, CancellationToken cancellationToken) => CommitAsync(
        InstanceStore.Id,
        now => new MemberSuspended(accountId, now),
        actor,
        (session, _) =>
        {
            if (Member.IdOf(actor) == accountId)
            {
                throw new CommandRefusedException(Refusal.Conflict, "Nobody suspends themselves. Another administrator can.");
            }

            CheckIsNotTheLast(session, InstanceStore.Id, accountId, RoleOf(session, InstanceStore.Id, accountId));
            return !session.Exists(IsSuspended, InstanceStore.Id, accountId);
        },
        cancellationToken);

    public Task ReinstateAsync(Guid accountId, Actor actor, CancellationToken cancellationToken) => CommitAsync(
        InstanceStore.Id,
        now => new MemberReinstated(accountId, now),
        actor,
        (session, _) =>
        {
            RoleOf(session, InstanceStore.Id, accountId);
            return session.Exists(IsSuspended, InstanceStore.Id, accountId);
        },
        cancellationToken);

    /// <param name="check">False when it is so already.</param>
    private async Task CommitAsync(
        string storeId, Func<DateTimeOffset, WorkEvent> fact, Actor actor, Func<WriteSession, DateTimeOffset, bool> check, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var proposed = new ProposedEvent(now, Guid.CreateVersion7(now), actor, fact(now));
        await writer.ExecuteAsync(
            session =>
            {
                // First of all: whoever may not must not learn who is there.
                rights.Demand(session, storeId, proposed);
                return check(session, now) ? appender.Append(session, storeId, proposed) : default;
            },
            cancellationToken);
    }

    /// <summary>Whoever has no account belongs to no store: invited anew, they begin anew.</summary>
    /// <remarks>By the system, since an administrator of the instance need not belong to those stores.</remarks>
    private void RemoveEverywhere(WriteSession session, Guid userId, DateTimeOffset now)
    {
        foreach (var storeId in session.List(FindStores, reader => reader.GetString(0), userId))
        {
            CheckIsNotTheLast(session, storeId, userId, RoleOf(session, storeId, userId));
            appender.Append(session, storeId, new ProposedEvent(now, Guid.CreateVersion7(now), Actor.System, new MemberRemoved(userId, now)));
        }
    }

    private static Role RoleOf(WriteSession session, string storeId, Guid userId) => LiveMembers.GivenRoleOf(session, storeId, userId)
        ?? throw new CommandRefusedException(Refusal.NotFound, "There is no such person here.");

    private static void CheckIsNotTheLast(WriteSession session, string storeId, Guid userId, Role present)
    {
        var greatest = RoleOfAStore.GreatestIn(storeId);
        if (present >= greatest && !session.Exists(FindAnother, storeId, userId, greatest))
        {
            throw new CommandRefusedException(
                Refusal.Conflict,
                storeId == InstanceStore.Id
                    ? "There is always an administrator. Make somebody else one first."
                    : "A workspace always has an owner. Make somebody else one first.");
        }
    }
}
