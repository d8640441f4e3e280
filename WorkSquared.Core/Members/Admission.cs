using System.Globalization;
using WorkSquared.Core.Events;
using WorkSquared.Core.Log;

namespace WorkSquared.Core.Members;

/// <summary>Lets somebody into a store, in the transaction at hand. Their id is the same in every store.</summary>
internal sealed class Admission(EventAppender appender)
{
    private const string FindMember = "SELECT 1 FROM members WHERE store_id = @p1 AND id = @p2";

    private const string FindNamesake = "SELECT 1 FROM members WHERE store_id = @p1 AND name_key = @p2";

    /// <summary>Gives them a name there, unless they have one. Where somebody else is called so, a number tells them apart: nobody stays outside for
    /// their name.</summary>
    /// <param name="name">As <see cref="MemberName.Check"/> has it.</param>
    public void Name(WriteSession session, string storeId, Guid userId, string name, Actor actor, DateTimeOffset now)
    {
        if (!session.Exists(FindMember, storeId, userId))
        {
            var created = new UserCreated(userId, FreeName(session, storeId, name), now);
            appender.Append(session, storeId, new ProposedEvent(now, userId, actor, created));
        }
    }

    public void Grant(WriteSession session, string storeId, Guid userId, Role role, Actor actor, DateTimeOffset now) =>
        appender.Append(session, storeId, new ProposedEvent(now, Guid.CreateVersion7(now), actor, new RoleGranted(userId, role, now)));

    private static string FreeName(WriteSession session, string storeId, string name)
    {
        var free = name;
        for (var number = 2; session.Exists(FindNamesake, storeId, MemberName.KeyOf(free)); number++)
        {
            free = Numbered(name, number);
        }

        return free;
    }

    private static string Numbered(string name, int number)
    {
        var suffix = string.Create(CultureInfo.InvariantCulture, $" ({number})");
        var length = Math.Min(name.Length, MemberName.MaxLength - suffix.Length);
        return name[..(char.IsHighSurrogate(name[length - 1]) ? length - 1 : length)] + suffix;
    }
}
