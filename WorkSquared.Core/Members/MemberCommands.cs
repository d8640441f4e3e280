using WorkSquared.Core.Log;

namespace WorkSquared.Core.Members;

internal sealed class MemberCommands(LogWriter writer, EventAppender appender, TimeProvider time) : IMemberCommands
{
    private const string FindNamesake = "SELECT 1 FROM members WHERE store_id = @p1 AND name_key = @p2 AND id <> @p3";

    // In all that they belong to, and where they are asked for.
    private const string FindNames =
        "SELECT store_id, name FROM members WHERE id = @p2 AND (store_id = @p1 OR role IS NOT NULL) ORDER BY store_id <> @p1, store_id";

    public async Task<Member> CreateAsync(string storeId, string name, CancellationToken cancellationToken)
    {
        using var span = CoreActivity.Source.StartActivity("member.create")?.SetTag("worksquared.store", storeId);
        var now = time.GetUtcNow();
        var member = new Member(Guid.CreateVersion7(now), MemberName.Check(name));
        var created = new ProposedEvent(now, member.Id, member.Actor, new UserCreated(member.Id, member.Name, now));
        await writer.ExecuteAsync(
            session =>
            {
                CheckNamesake(session, storeId, member);
                return appender.Append(session, storeId, created);
            },
            cancellationToken);
        return member;
    }

    public async Task<Member> RenameAsync(string storeId, Guid memberId, string name, CancellationToken cancellationToken)
    {
        using var span = CoreActivity.Source.StartActivity("member.rename")?.SetTag("worksquared.store", storeId);
        var now = time.GetUtcNow();
        var member = new Member(memberId, MemberName.Check(name));
        var renamed = new UserRenamed(member.Id, member.Name, now);
        await writer.ExecuteAsync(
            session =>
            {
                var names = session.List(FindNames, reader => (StoreId: reader.GetString(0), Name: reader.GetString(1)), storeId, memberId);
                if (names is not [var asked, ..] || asked.StoreId != storeId)
                {
                    throw new CommandRefusedException(Refusal.NotFound, "There is no such person here.");
                }

                foreach (var (store, _) in names)
                {
                    CheckNamesake(session, store, member);
                }

                foreach (var (store, _) in names.Where(known => known.Name != member.Name))
                {
                    appender.Append(session, store, new ProposedEvent(now, Guid.CreateVersion7(now), member.Actor, renamed));
                }

                return true;
            },
            cancellationToken);
        return member;
    }

    // Here and not by a unique index: what counts as the same name may change with a version, and a rebuild must not stop at an older pair.
    private static void CheckNamesake(WriteSession session, string storeId, Member member)
    {
        if (session.Exists(FindNamesake, storeId, MemberName.KeyOf(member.Name), member.Id))
        {
            throw new CommandRefusedException(Refusal.Conflict, "Somebody is called that already. Choose another name.");
        }
    }
}
