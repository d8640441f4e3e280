using WorkSquared.Core.Events;
using WorkSquared.Core.Log;

namespace WorkSquared.Core.Chat;

/// <summary>The transcripts as a table: the messages of <see cref="Conversation"/>, kept.</summary>
internal sealed class MessageProjection : IProjection
{
    private const string Insert =
        """
        INSERT INTO messages (store_id, conversation_id, position, id, turn_id, kind, author, text, at, response_to, model_id, reason, retryable,
                              finish_reason, thought_ms)
        VALUES (@p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11, @p12, @p13, @p14, @p15)
        ON CONFLICT (store_id, conversation_id, position) DO NOTHING
        """;

    // A question has nothing in the last columns, and to bind a value costs the writer more than to store it.
    private const string InsertQuestion =
        """
        INSERT INTO messages (store_id, conversation_id, position, id, turn_id, kind, author, text, at, response_to, model_id, reason, retryable,
                              finish_reason)
        VALUES (@p1, @p2, @p3, @p4, @p5, 0, @p6, @p7, @p8, NULL, '', '', FALSE, '')
        ON CONFLICT (store_id, conversation_id, position) DO NOTHING
        """;

    public IReadOnlyList<string> Tables { get; } = ["messages"];

    public void Apply(CommittedEvent committed, WriteSession session)
    {
        var message = Message.Of(committed);
        if (message is { Kind: MessageKind.Question })
        {
            session.Execute(
                InsertQuestion, committed.StoreId, committed.Data.Topic, message.Position, message.Id, message.TurnId, message.Author.Value,
                message.Text, message.At);
        }
        else if (message is not null)
        {
            session.Execute(
                Insert, committed.StoreId, committed.Data.Topic, message.Position, message.Id, message.TurnId, message.Kind, message.Author.Value,
                message.Text, message.At, message.ResponseTo, message.ModelId, message.Reason, message.Retryable,
                message.FinishReason, (long?)message.ThoughtFor?.TotalMilliseconds);
        }
    }
}
