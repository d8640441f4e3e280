using WorkSquared.Core.Events;
using WorkSquared.Core.Log;
using WorkSquared.Core.Members;
using WorkSquared.Core.Sharing;

namespace WorkSquared.Core.Rights;

/// <summary>Rights by role, as the members of the store have them at this instant: <see cref="RightsTable"/>.</summary>
internal sealed class RoleRights : IRights
{
    private const string FindMember = "SELECT 1 FROM members WHERE store_id = @p1 AND id = @p2 AND role_version IS NOT NULL";

    private const string FindSuspended = "SELECT 1 FROM members WHERE store_id = @p1 AND id = @p2 AND suspended_at IS NOT NULL";

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
        else
        {
            DemandOfAPerson(session, storeId, right, proposed);
        }
    }

    public bool MayAsk(WriteSession session, string storeId, Guid conversationId, Actor person) =>
        person == Actor.System
        || (RoleOf(session, storeId, person) is var (userId, role) && !ConversationPeople.Hide(session, storeId, conversationId, userId, role));

    public bool Hides(WriteSession session, string storeId, Guid conversationId, Actor actor) =>
        RoleOf(session, storeId, actor.OnBehalfOf) is var (userId, role) && ConversationPeople.Hide(session, storeId, conversationId, userId, role);

    public Sight SightOf(WorkSquaredDbContext context, Reader reader)
    {
        if (reader.IsTheSystem)
        {
            return Sight.Everything;
        }

        return Member.IdOf(reader.Actor) is { } userId
            && LiveMembers.RoleIn(context, reader.StoreId, userId) is { } role
            ? new Sight(All: false, Open: role > Role.Guest, userId)
            : Sight.Nothing;
    }

    private static void DemandOfAPerson(WriteSession session, string storeId, Right right, ProposedEvent proposed)
    {
        if (RoleOf(session, right.IsOfAdministrators ? InstanceStore.Id : storeId, proposed.Actor) is not var (userId, role))
        {
            throw Refuse(session, storeId, right, proposed.Actor);
        }

        // Before what it takes is looked at: a refusal would say that it is there.
        if (proposed.Data.Topic is { } conversationId && ConversationPeople.Hide(session, storeId, conversationId, userId, role))
        {
            throw new CommandRefusedException(Refusal.NotFound, "There is no such conversation.");
        }

        if (right.Least(new Asked(session, storeId, userId, proposed.Data, proposed.CausationId)) is not { } least || role < least)
        {
            throw Refuse(session, storeId, right, proposed.Actor);
        }
    }

    private void DemandOfTheAssistant(WriteSession session, string storeId, Right right, ProposedEvent proposed)
    {
        if (!right.IsOfTheAssistant
            || !(right.IsAWayOut || MayAsk(session, storeId, proposed.Data.Topic.GetValueOrDefault(), proposed.Actor.OnBehalfOf)))
        {
            throw new CommandRefusedException(Refusal.Forbidden, "Whoever asked this may not ask here any more.");
        }
    }

    private static (Guid UserId, Role Role)? RoleOf(WriteSession session, string storeId, Actor person) =>
        Member.IdOf(person) is { } userId && LiveMembers.RoleOf(session, storeId, userId) is { } role ? (userId, role) : null;

    private static CommandRefusedException Refuse(WriteSession session, string storeId, Right right, Actor person)
    {
        if (right.IsOfAdministrators)
        {
            return new CommandRefusedException(Refusal.Forbidden, "Only an administrator of this server may make workspaces.");
        }

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
