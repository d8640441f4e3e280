using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Log;
using WorkSquared.Core.Members;

namespace WorkSquared.Core.Rights;

/// <summary>Rights by role, as the members of the store have them at this instant: <see cref="RightsTable"/>.</summary>
internal sealed class RoleRights : IRights
{
    private const string FindMember = "SELECT 1 FROM members WHERE store_id = @p1 AND id = @p2 AND role_version IS NOT NULL";

    private const string FindSuspended = "SELECT 1 FROM members WHERE store_id = @p1 AND id = @p2 AND suspended_at IS NOT NULL";

    // Asked for everything that is written: an answer needs what the question needed.
    private static readonly Right _asking = RightsTable.Find(typeof(LLMResponseRequested))!;

    public void Demand(WriteSession session, string storeId, ProposedEvent proposed)
    {
        var place = storeId == InstanceStore.Id ? Place.Instance : Place.Workspace;
        if (RightsTable.Find(proposed.Data.GetType()) is not { } right || !right.Where.HasFlag(place))
        {
            throw new CommandRefusedException(Refusal.Forbidden, "Nothing of this kind can be written here.");
        }

        if (right.IsOfAnybody || proposed.Actor == Actor.System)
        {
            return;
        }

        if (proposed.Actor.IsAssistant)
        {
            DemandOfTheAssistant(session, storeId, right, proposed);
        }
        else if (!Holds(session, storeId, right, proposed.Actor, proposed.Data))
        {
            throw right.IsOfAdministrators
                ? new CommandRefusedException(Refusal.Forbidden, "Only an administrator of this server may make workspaces.")
                : Refuse(session, storeId, proposed.Actor);
        }
    }

    public bool MayAsk(WriteSession session, string storeId, Actor person) =>
        person == Actor.System || Holds(session, storeId, _asking, person, data: null!);

    private void DemandOfTheAssistant(WriteSession session, string storeId, Right right, ProposedEvent proposed)
    {
        if (!right.IsOfTheAssistant || !(right.IsAWayOut || MayAsk(session, storeId, proposed.Actor.OnBehalfOf)))
        {
            throw new CommandRefusedException(Refusal.Forbidden, "Whoever asked this may not ask here any more.");
        }
    }

    private static bool Holds(WriteSession session, string storeId, Right right, Actor person, WorkEvent data) =>
        Member.IdOf(person) is { } userId
        && LiveMembers.RoleOf(session, right.IsOfAdministrators ? InstanceStore.Id : storeId, userId) is { } role
        && right.Least(new Asked(session, storeId, userId, data)) is { } least
        && role >= least;

    private static CommandRefusedException Refuse(WriteSession session, string storeId, Actor person)
    {
        // To whoever never belonged to it, a store that is there looks like one that is not.
        if (Member.IdOf(person) is not { } userId || !session.Exists(FindMember, storeId, userId))
        {
            return new CommandRefusedException(Refusal.NotFound, "There is no such workspace.");
        }

        return new CommandRefusedException(
            Refusal.Forbidden,
            session.Exists(FindSuspended, InstanceStore.Id, userId) ? "This account is suspended. An administrator can reinstate it."
            : LiveMembers.RoleOf(session, storeId, userId) is null ? "You do not belong to this workspace any more."
            : "Your role in this workspace does not allow this.");
    }
}
