using WorkSquared.Core.Events;
using WorkSquared.Core.Log;

namespace WorkSquared.Core.Members;

/// <summary>The member who is called so, for whom a service acts. It needs no account: one that nobody knows yet is there for the service alone.</summary>
internal sealed class MembersByName(Admission admission)
{
    private const string FindMember = "SELECT id FROM members WHERE store_id = @p1 AND name_key = @p2 ORDER BY role IS NULL, id LIMIT 1";

    private const string FindRemoved = "SELECT 1 FROM members WHERE store_id = @p1 AND id = @p2 AND role IS NULL AND role_version IS NOT NULL";

    /// <param name="name">As <see cref="MemberName.Check"/> has it.</param>
    /// <param name="actor">Who lets them in.</param>
    /// <exception cref="CommandRefusedException">They were removed.</exception>
    public Guid FindOrCreate(WriteSession session, string storeId, string name, Actor actor, DateTimeOffset now)
    {
        if (session.FindId(FindMember, storeId, MemberName.KeyOf(name)) is not { } userId)
        {
            userId = Guid.CreateVersion7(now);
            admission.Name(session, storeId, userId, name, actor, now);
        }

        if (session.Exists(FindRemoved, storeId, userId))
        {
            throw new CommandRefusedException(Refusal.Conflict, "Whoever is called so was removed from this workspace. Invite them, or choose another name.");
        }

        if (LiveMembers.GivenRoleOf(session, storeId, userId) is null)
        {
            admission.Grant(session, storeId, userId, Role.Member, actor, now);
        }

        return userId;
    }
}
