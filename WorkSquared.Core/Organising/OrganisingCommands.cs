using System.Data.Common;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Log;
using WorkSquared.Core.Turns;

namespace WorkSquared.Core.Organising;

internal sealed class OrganisingCommands(LogWriter writer, EventAppender appender, TurnStops stops, TimeProvider time) : IOrganisingCommands
{
    private const string FindPlace =
        "SELECT is_pinned, archived_at, deleted_at, deleted_by FROM conversations WHERE store_id = @p1 AND id = @p2";

    public async Task<bool> OrganiseAsync(Organise command, CancellationToken cancellationToken)
    {
        TurnIds.RefuseDerived(command.CommandId, command.ConversationId);
        using var span = CoreActivity.Start("chat.organise", command.StoreId, command.ConversationId);
        var now = time.GetUtcNow();
        var proposed = new ProposedEvent(now, command.CommandId, command.Actor, EventOf(command, now));
        return await writer.ExecuteAsync(
            session =>
            {
                appender.DemandSight(session, command.StoreId, command.ConversationId, command.Actor);

                // A command that comes again was checked the first time; what it has brought about may be undone by now, and stays undone.
                if (!session.HasCommand(command.StoreId, command.CommandId) && IsSo(session, command, now))
                {
                    return false;
                }

                var appended = appender.Append(session, command.StoreId, proposed);
                if (command.Act is OrganisingAct.Delete && !appended.IsDuplicate)
                {
                    stops.StopAll(session, command.StoreId, command.ConversationId, command.Actor, cause: appended.Id, now);
                }

                return !appended.IsDuplicate;
            },
            cancellationToken);
    }

    private static bool IsSo(WriteSession session, Organise command, DateTimeOffset now)
    {
        var place = session.Find(FindPlace, ReadPlace, command.StoreId, command.ConversationId)
            ?? throw new CommandRefusedException(Refusal.NotFound, "There is no such conversation.");
        if (place.Deletion is { } deletion && command.Act is not OrganisingAct.Delete)
        {
            Check(command.Act, deletion, now);
        }

        return command.Act switch
        {
            OrganisingAct.Pin => place.IsPinned,
            OrganisingAct.Unpin => !place.IsPinned,
            OrganisingAct.Archive => place.ArchivedAt is not null,
            OrganisingAct.Unarchive => place.ArchivedAt is null,
            OrganisingAct.Delete => place.Deletion is not null,
            _ => place.Deletion is null,
        };
    }

    private static void Check(OrganisingAct act, Deletion deletion, DateTimeOffset now)
    {
        if (deletion.IsOver(now))
        {
            throw new CommandRefusedException(
                Refusal.Conflict, $"This conversation was deleted more than {Deletion.DaysKept} days ago and can't be restored any more.");
        }

        if (act is not OrganisingAct.Restore)
        {
            throw Deletion.Refused();
        }
    }

    private static WorkEvent EventOf(Organise command, DateTimeOffset now) => command.Act switch
    {
        OrganisingAct.Pin => new ConversationPinned(command.ConversationId, now),
        OrganisingAct.Unpin => new ConversationUnpinned(command.ConversationId, now),
        OrganisingAct.Archive => new ConversationArchived(command.ConversationId, now),
        OrganisingAct.Unarchive => new ConversationUnarchived(command.ConversationId, now),
        OrganisingAct.Delete => new ConversationDeleted(command.ConversationId, now),
        _ => new ConversationRestored(command.ConversationId, now),
    };

    private static ConversationPlace ReadPlace(DbDataReader reader) => ConversationPlace.From(
        reader.GetBoolean(0), ReadTime(reader, 1), ReadTime(reader, 2), reader.GetString(3));

    private static DateTimeOffset? ReadTime(DbDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : new DateTimeOffset(reader.GetInt64(column), TimeSpan.Zero);
}
