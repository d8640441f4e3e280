using WorkSquared.Core.Log;

namespace WorkSquared.Core.Members;

/// <summary>The member who is called so, for whom a service acts. Accounts will find theirs by the same name: their e-mail address.</summary>
internal sealed class MembersByName(EventAppender appender)
{
    private const string FindMember = "SELECT id FROM members WHERE store_id = @p1 AND name_key = @p2 ORDER BY id LIMIT 1";

    /// <param name="name">As <see cref="MemberName.Check"/> has it.</param>
    public Guid FindOrCreate(WriteSession session, string storeId, string name, DateTimeOffset now)
    {
        if (session.FindId(FindMember, storeId, MemberName.KeyOf(name)) is { } known)
        {
            return known;
        }

        var member = new Member(Guid.CreateVersion7(now), name);
        appender.Append(
            session, storeId, new ProposedEvent(now, member.Id, member.Actor, new UserCreated(member.Id, name, now)));
        return member.Id;
    }
}
