using System.Data.Common;
using WorkSquared.Core.Log;
using WorkSquared.Core.Organising;
using WorkSquared.Core.Turns;

namespace WorkSquared.Core.Ratings;

internal sealed class RatingCommands(LogWriter writer, EventAppender appender, TimeProvider time) : IRatingCommands
{
    private const string FindAnswer = "SELECT 1 FROM messages WHERE store_id = @p1 AND id = @p2 AND conversation_id = @p3 AND kind = 1";

    private const string FindRating = "SELECT rating, comment FROM ratings WHERE store_id = @p1 AND response_id = @p2 AND actor = @p3";

    private static readonly Opinion _none = new(Rating.None, null);

    public async Task<bool> RateAsync(RateAnswer command, CancellationToken cancellationToken)
    {
        TurnIds.RefuseDerived(command.CommandId, command.ConversationId);
        var opinion = command.Rating is Rating.None ? _none : new Opinion(command.Rating, RatingComment.Check(command.Comment));
        using var span = CoreActivity.Start("chat.rate", command.StoreId, command.ConversationId);
        var now = time.GetUtcNow();
        var rated = new ResponseRated(command.CommandId, command.ConversationId, command.ResponseId, opinion.Rating, now, opinion.Comment);
        var proposed = new ProposedEvent(now, command.CommandId, command.Actor, rated);
        return await writer.ExecuteAsync(
            session =>
            {
                appender.DemandSight(session, command.StoreId, command.ConversationId, command.Actor);

                // A command that comes again was checked the first time, and what it said may be taken back by now.
                if (!session.HasCommand(command.StoreId, command.CommandId) && IsSo(session, command, opinion))
                {
                    return false;
                }

                return !appender.Append(session, command.StoreId, proposed).IsDuplicate;
            },
            cancellationToken);
    }

    private static bool IsSo(WriteSession session, RateAnswer command, Opinion opinion)
    {
        session.CheckIsInReach(command.StoreId, command.ConversationId);
        if (!session.Exists(FindAnswer, command.StoreId, command.ResponseId, command.ConversationId))
        {
            throw new CommandRefusedException(Refusal.NotFound, "There is no such answer in this conversation.");
        }

        return (session.Find(FindRating, Opinion.Read, command.StoreId, command.ResponseId, command.Actor.Value) ?? _none) == opinion;
    }

    private sealed record Opinion(Rating Rating, string? Comment)
    {
        public static Opinion Read(DbDataReader reader) => new((Rating)reader.GetInt32(0), reader.IsDBNull(1) ? null : reader.GetString(1));
    }
}
