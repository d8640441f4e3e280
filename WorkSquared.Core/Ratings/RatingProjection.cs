using WorkSquared.Core.Events;
using WorkSquared.Core.Log;

namespace WorkSquared.Core.Ratings;

/// <summary><see cref="AnswerRatings"/> of every answer, as a table.</summary>
internal sealed class RatingProjection : IProjection
{
    private const string Upsert =
        """
        INSERT INTO ratings (store_id, response_id, actor, conversation_id, rating, comment, version) VALUES (@p1, @p2, @p3, @p4, @p5, @p6, @p7)
        ON CONFLICT (store_id, response_id, actor) DO UPDATE SET rating = excluded.rating, comment = excluded.comment, version = excluded.version
        WHERE version < excluded.version
        """;

    public IReadOnlyList<string> Tables { get; } = ["ratings"];

    public void Apply(CommittedEvent committed, WriteSession session)
    {
        if (committed.Data is ResponseRated rated)
        {
            session.Execute(
                Upsert, committed.StoreId, rated.ResponseId, committed.Actor.Value, rated.ConversationId, rated.Rating, rated.Comment, committed.Position);
        }
    }
}
