using WorkSquared.Core.Events;
using WorkSquared.Core.Log;
using WorkSquared.Core.Organising;
using WorkSquared.Core.Turns;

namespace WorkSquared.Core.Labels;

internal sealed class LabelCommands(LogWriter writer, EventAppender appender, TimeProvider time) : ILabelCommands
{
    private const string FindLabel = "SELECT 1 FROM conversation_labels WHERE store_id = @p1 AND conversation_id = @p2 AND key = @p3";

    private const string CountLabels = "SELECT COUNT(*) FROM conversation_labels WHERE store_id = @p1 AND conversation_id = @p2";

    public async Task<bool> ChangeAsync(ChangeLabel command, CancellationToken cancellationToken)
    {
        var label = LabelName.Check(command.Label);
        TurnIds.RefuseDerived(command.CommandId, command.ConversationId);
        using var span = CoreActivity.Start("chat.label", command.StoreId, command.ConversationId);
        var now = time.GetUtcNow();
        WorkEvent change = command.IsOn ? new LabelAdded(command.ConversationId, label, now) : new LabelRemoved(command.ConversationId, label, now);
        var proposed = new ProposedEvent(now, command.CommandId, command.Actor, change);
        return await writer.ExecuteAsync(
            session =>
            {
                appender.DemandSight(session, command.StoreId, command.ConversationId, command.Actor);

                // A command that comes again was checked the first time, and what it has brought about may be undone by now.
                if (!session.HasCommand(command.StoreId, command.CommandId) && IsSo(session, command, LabelName.KeyOf(label)))
                {
                    return false;
                }

                return !appender.Append(session, command.StoreId, proposed).IsDuplicate;
            },
            cancellationToken);
    }

    private static bool IsSo(WriteSession session, ChangeLabel command, string key)
    {
        session.CheckIsInReach(command.StoreId, command.ConversationId);
        if (session.Exists(FindLabel, command.StoreId, command.ConversationId, key) == command.IsOn)
        {
            return true;
        }

        return command.IsOn && session.Count(CountLabels, command.StoreId, command.ConversationId) >= LabelName.MaxOnOne
            ? throw LabelName.TooMany()
            : false;
    }
}
