using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Import;
using WorkSquared.Core.Log;
using WorkSquared.Core.Members;

namespace WorkSquared.Core.Sharing;

/// <summary>Who sees which conversation, as tables.</summary>
internal sealed class SharingProjection : IProjection
{
    // Who is none of its people any more has no row to tell that an event is an old one, so the conversation tells.
    private const string Touch = "UPDATE conversations SET version = @p3 WHERE store_id = @p1 AND id = @p2 AND version < @p3";

    private const string Restrict =
        "UPDATE conversations SET is_restricted = TRUE, version = @p3 WHERE store_id = @p1 AND id = @p2 AND version < @p3";

    private const string Open =
        "UPDATE conversations SET is_restricted = FALSE, version = @p3 WHERE store_id = @p1 AND id = @p2 AND version < @p3";

    private const string Add =
        """
        INSERT INTO conversation_people (store_id, conversation_id, user_id) VALUES (@p1, @p2, @p3)
        ON CONFLICT (store_id, conversation_id, user_id) DO NOTHING
        """;

    private const string AddFirst =
        """
        INSERT INTO conversation_people (store_id, conversation_id, user_id)
        SELECT c.store_id, c.id, @p3 FROM conversations c WHERE c.store_id = @p1 AND c.id = @p2 AND c.version = @p4
        ON CONFLICT (store_id, conversation_id, user_id) DO NOTHING
        """;

    private const string Remove = "DELETE FROM conversation_people WHERE store_id = @p1 AND conversation_id = @p2 AND user_id = @p3";

    public IReadOnlyList<string> Tables { get; } = ["conversation_people"];

    public void Apply(CommittedEvent committed, WriteSession session)
    {
        var (store, position) = (committed.StoreId, committed.Position);
        switch (committed.Data)
        {
            case ConversationCreated created:
                Begin(committed, session, created.Id);
                break;
            case ConversationImported imported:
                Begin(committed, session, imported.Id);
                break;
            case ConversationRestricted restricted when session.Execute(Restrict, store, restricted.ConversationId, position) > 0:
                if (Member.IdOf(committed.Actor) is { } userId)
                {
                    session.Execute(Add, store, restricted.ConversationId, userId);
                }

                break;
            case ConversationOpened opened:
                session.Execute(Open, store, opened.ConversationId, position);
                break;
            case ConversationShared shared when session.Execute(Touch, store, shared.ConversationId, position) > 0:
                session.Execute(Add, store, shared.ConversationId, shared.UserId);
                break;
            case ConversationUnshared unshared when session.Execute(Touch, store, unshared.ConversationId, position) > 0:
                session.Execute(Remove, store, unshared.ConversationId, unshared.UserId);
                break;
        }
    }

    private static void Begin(CommittedEvent committed, WriteSession session, Guid conversationId)
    {
        if (Member.IdOf(committed.Actor) is { } userId)
        {
            session.Execute(AddFirst, committed.StoreId, conversationId, userId, committed.Position);
        }
    }
}
