using WorkSquared.Core.Chat;
using WorkSquared.Core.Turns;

namespace WorkSquared.Web.Components.Chat;

/// <summary>One article of the transcript: something that was said, or an answer that is being written.</summary>
/// <param name="Id">The message's id. An answer has it from its first word on, so its article stays the same when it is committed.</param>
/// <param name="Turn">The answer being written; for a question, its turn in line.</param>
/// <param name="PlaceInLine">2 for a question whose turn is next, and so on; 0 when it does not wait.</param>
/// <param name="InReplyTo">The question, when the article does not stand right below it.</param>
/// <param name="CanRetry">A failure that nobody has asked to be tried again yet.</param>
public sealed record TranscriptRow(
    Guid Id, Message? Message, OpenTurn? Turn, int PlaceInLine = 0, RepliedQuestion? InReplyTo = null, bool CanRetry = false)
{
    public bool IsRunning => Message is null;

    public static List<TranscriptRow> Of(Conversation conversation)
    {
        List<TranscriptRow> rows = [];
        foreach (var message in conversation.Messages)
        {
            rows.Add(message.Kind is MessageKind.Question ? Question(conversation, message) : Ending(conversation, rows, message));
        }

        // The running answer comes last: where it will stand when it is committed.
        if (conversation.OpenTurns is [var running, ..])
        {
            rows.Add(new TranscriptRow(running.AnswerId, Message: null, running, InReplyTo: Reply(conversation, rows, running.QuestionId)));
        }

        return rows;
    }

    private static TranscriptRow Question(Conversation conversation, Message message)
    {
        var place = conversation.OpenTurns.FindIndex(turn => turn.QuestionId == message.Id && turn.Id == message.TurnId) + 1;
        return place > 1
            ? new TranscriptRow(message.Id, message, conversation.OpenTurns[place - 1], place)
            : new TranscriptRow(message.Id, message, Turn: null);
    }

    private static TranscriptRow Ending(Conversation conversation, List<TranscriptRow> above, Message message) =>
        new(
            message.Id,
            message,
            Turn: null,
            InReplyTo: Reply(conversation, above, message.ResponseTo),
            CanRetry: CanRetryAfter(conversation, message));

    private static RepliedQuestion? Reply(Conversation conversation, List<TranscriptRow> above, Guid? questionId)
    {
        // Earlier tries at the same question do not come between it and its answer.
        var nearest = above.FindLast(row => row.Message?.ResponseTo != questionId)?.Message;
        if (questionId is not { } id || nearest?.Id == id)
        {
            return null;
        }

        return new RepliedQuestion(id, conversation.Messages.Find(message => message.Id == id)?.Text);
    }

    private static bool CanRetryAfter(Conversation conversation, Message failure) =>
        failure.Kind is MessageKind.Failure
        && conversation.OpenTurns.TrueForAll(turn => turn.QuestionId != failure.ResponseTo)
        && conversation.Messages.TrueForAll(message => message.ResponseTo != failure.ResponseTo || message.Position <= failure.Position);
}

/// <param name="Text">Null when the question is older than what is shown.</param>
public sealed record RepliedQuestion(Guid Id, string? Text);
