using WorkSquared.Core.Log;

namespace WorkSquared.Core.Members;

internal sealed class MemberCommands(LogWriter writer, EventAppender appender, TimeProvider time) : IMemberCommands
{
    private const string FindNamesake = "SELECT 1 FROM members WHERE store_id = @p1 AND name_key = @p2 AND id <> @p3";

    private const string FindName = "SELECT name FROM members WHERE store_id = @p1 AND id = @p2";

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
        var renamed = new ProposedEvent(
            now, Guid.CreateVersion7(now), member.Actor, new UserRenamed(member.Id, member.Name, now));
        await writer.ExecuteAsync(
            session =>
            {
                var present = session.Find(FindName, reader => reader.GetString(0), storeId, memberId)
                    ?? throw new CommandRefusedException(Refusal.NotFound, "There is no such person here.");
                CheckNamesake(session, storeId, member);
                return present == member.Name ? default : appender.Append(session, storeId, renamed);
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
