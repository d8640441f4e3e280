using WorkSquared.Core.Chat;
using WorkSquared.Core.Turns;

namespace WorkSquared.Web.Components.Chat;

/// <summary>One article of the transcript: something that was said, or an answer that is being written.</summary>
/// <param name="Id">The message's id. An answer has it from its first word on, so its article stays the same when it is committed.</param>
/// <param name="Turn">The answer being written, or waiting; for a question, its turn in line.</param>
/// <param name="PlaceInLine">2 for what is next in line, and so on; 0 for what does not wait.</param>
/// <param name="InReplyTo">The question, when the article does not stand right below it.</param>
/// <param name="Choice">Other wordings of the question, or other answers to it; null when there is one alone.</param>
public sealed record TranscriptRow(
    Guid Id, Message? Message, OpenTurn? Turn, int PlaceInLine = 0, RepliedQuestion? InReplyTo = null, BranchChoice? Choice = null)
{
    public bool IsRunning => Message is null && PlaceInLine == 0;

    /// <summary>A failure that nobody has asked to be tried again yet.</summary>
    public bool CanRetry { get; init; }

    /// <summary>The question of a failure that nobody has asked to be tried again yet; null when it is older than what is shown.</summary>
    public Message? FailedQuestion { get; init; }

    /// <summary>Something that was said among people, and that the assistant has not been asked yet.</summary>
    public bool CanAsk { get; init; }

    /// <summary>An answer, or the beginning of one, that may get another beside it.</summary>
    public bool CanRegenerate { get; init; }

    /// <summary>An answer that was cut at the length limit, with nothing said after it.</summary>
    public bool CanContinue { get; init; }

    public static List<TranscriptRow> Of(Conversation conversation)
    {
        List<TranscriptRow> rows = [];
        var index = new Index(conversation);
        foreach (var message in conversation.Messages)
        {
            rows.Add(message.Kind is MessageKind.Question ? Question(conversation, index, message) : Ending(conversation, index, rows, message));
        }

        // The running answer comes last: where it will stand when it is committed. Behind it is what was asked for again, and waits.
        foreach (var turn in conversation.OpenTurns)
        {
            var place = conversation.OpenTurns.IndexOf(turn) + 1;
            var waitsAsQuestion = place > 1 && turn.Id == turn.NodeId && conversation.Messages.Exists(message => message.TurnId == turn.Id);
            if (!waitsAsQuestion && conversation.Branch.Find(step => step.NodeId == turn.NodeId) is { } step)
            {
                var reply = Reply(index, rows, turn.QuestionId);
                var choice = BranchChoice.AmongAnswers(step);
                rows.Add(new TranscriptRow(turn.AnswerId, Message: null, turn, place > 1 ? place : 0, reply, choice));
            }
        }

        return rows;
    }

    private static TranscriptRow Question(Conversation conversation, Index index, Message message)
    {
        var place = conversation.OpenTurns.FindIndex(turn => turn.QuestionId == message.Id && turn.Id == message.TurnId) + 1;
        var choice = index.StepOf(message.Id) is { } step ? BranchChoice.AmongWordings(step) : null;
        return place > 1
            ? new TranscriptRow(message.Id, message, conversation.OpenTurns[place - 1], place, Choice: choice)
            : new TranscriptRow(message.Id, message, Turn: null, Choice: choice)
            {
                CanAsk = index.LastEnding(message.Id) == 0 && conversation.IsUnasked(message),
            };
    }

    private static TranscriptRow Ending(Conversation conversation, Index index, List<TranscriptRow> above, Message message)
    {
        // A retry takes the place of what it tries again, here and in the tree.
        var isReplaced = index.LastEnding(message.ResponseTo) > message.Position;
        var isUnderWay = conversation.OpenTurns.Exists(turn => turn.QuestionId == message.ResponseTo);
        var step = isReplaced ? null : index.StepOf(message.ResponseTo);
        var isReplacedSoon = step is not null && conversation.OpenTurns.Exists(turn => turn.NodeId == step.NodeId);
        var canAskAgain = !isReplaced && !isUnderWay;
        return new TranscriptRow(
            message.Id,
            message,
            Turn: null,
            InReplyTo: Reply(index, above, message.ResponseTo),
            Choice: step is null || isReplacedSoon ? null : BranchChoice.AmongAnswers(step))
        {
            CanRetry = canAskAgain && message.Kind is MessageKind.Failure,
            FailedQuestion = canAskAgain && message is { Kind: MessageKind.Failure, ResponseTo: { } asked } ? index.QuestionOf(asked) : null,
            CanRegenerate = canAskAgain && message.Kind is MessageKind.Answer or MessageKind.Cancelled,
            CanContinue = canAskAgain && message is { Kind: MessageKind.Answer, IsCutShort: true } && step?.NodeId == conversation.Tip,
        };
    }

    private static RepliedQuestion? Reply(Index index, List<TranscriptRow> above, Guid? questionId)
    {
        // Earlier tries at the same question do not come between it and its answer.
        var nearest = above.FindLast(row => row.Message?.ResponseTo != questionId)?.Message;
        if (questionId is not { } id || nearest?.Id == id)
        {
            return null;
        }

        return new RepliedQuestion(id, index.QuestionOf(id)?.Text);
    }

    /// <summary>The rows are made anew at every event: looking things up must not cost the square of what is in view.</summary>
    private sealed class Index
    {
        private readonly Dictionary<Guid, BranchStep> _steps = [];
        private readonly Dictionary<Guid, Message> _questions = [];
        private readonly Dictionary<Guid, long> _endings = [];

        public Index(Conversation conversation)
        {
            foreach (var step in conversation.Branch)
            {
                _steps.TryAdd(step.QuestionId, step);
            }

            foreach (var message in conversation.Messages)
            {
                if (message.ResponseTo is { } question)
                {
                    _endings[question] = message.Position;
                }
                else
                {
                    _questions.TryAdd(message.Id, message);
                }
            }
        }

        public BranchStep? StepOf(Guid? questionId) => questionId is { } id ? _steps.GetValueOrDefault(id) : null;

        public Message? QuestionOf(Guid questionId) => _questions.GetValueOrDefault(questionId);

        /// <returns>The position of the last end of a turn of this question; 0 when there is none.</returns>
        public long LastEnding(Guid? questionId) => questionId is { } id ? _endings.GetValueOrDefault(id) : 0;
    }
}

/// <param name="Text">Null when the question is older than what is shown.</param>
public sealed record RepliedQuestion(Guid Id, string? Text);
