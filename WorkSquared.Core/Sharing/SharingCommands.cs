using WorkSquared.Core.Events;
using WorkSquared.Core.Log;
using WorkSquared.Core.Members;
using WorkSquared.Core.Organising;
using WorkSquared.Core.Turns;

namespace WorkSquared.Core.Sharing;

/// <remarks>Who may is in <see cref="Rights.RightsTable"/>.</remarks>
internal sealed class SharingCommands(LogWriter writer, EventAppender appender, TimeProvider time) : ISharingCommands
{
    private const string FindRestricted = "SELECT 1 FROM conversations WHERE store_id = @p1 AND id = @p2 AND is_restricted";

    public Task<bool> RestrictAsync(Restrict command, CancellationToken cancellationToken)
    {
        var (storeId, conversationId, now) = (command.StoreId, command.ConversationId, time.GetUtcNow());
        WorkEvent change = command.IsRestricted ? new ConversationRestricted(conversationId, now) : new ConversationOpened(conversationId, now);
        return CommitAsync(
            storeId,
            conversationId,
            new ProposedEvent(now, command.CommandId, command.Actor, change),
            session => session.Exists(FindRestricted, storeId, conversationId) == command.IsRestricted,
            cancellationToken);
    }

    public Task<bool> ShareAsync(Share command, CancellationToken cancellationToken)
    {
        var (storeId, conversationId, userId, now) = (command.StoreId, command.ConversationId, command.UserId, time.GetUtcNow());
        WorkEvent change = command.IsShared ? new ConversationShared(conversationId, userId, now) : new ConversationUnshared(conversationId, userId, now);
        return CommitAsync(
            storeId,
            conversationId,
            new ProposedEvent(now, command.CommandId, command.Actor, change),
            session =>
            {
                if (command.IsShared && LiveMembers.GivenRoleOf(session, storeId, userId) is null)
                {
                    throw new CommandRefusedException(Refusal.NotFound, "There is no such person here.");
                }

                return ConversationPeople.Has(session, storeId, conversationId, userId) == command.IsShared;
            },
            cancellationToken);
    }

    private async Task<bool> CommitAsync(
        string storeId, Guid conversationId, ProposedEvent proposed, Func<WriteSession, bool> isSo, CancellationToken cancellationToken)
    {
        TurnIds.RefuseDerived(proposed.CommandId, conversationId);
        using var span = CoreActivity.Start("chat.share", storeId, conversationId);
        return await writer.ExecuteAsync(
            session =>
            {
                appender.DemandSight(session, storeId, conversationId, proposed.Actor);

                // A command that comes again was checked the first time, and what it has brought about may be undone by now.
                if (!session.HasCommand(storeId, proposed.CommandId))
                {
                    session.CheckIsInReach(storeId, conversationId);
                    if (isSo(session))
                    {
                        return false;
                    }
                }

                return !appender.Append(session, storeId, proposed).IsDuplicate;
            },
            cancellationToken);
    }
}
