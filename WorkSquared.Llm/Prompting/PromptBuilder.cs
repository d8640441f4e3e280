using System.Globalization;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Turns;
using WorkSquared.Llm.Providers;

namespace WorkSquared.Llm.Prompting;

/// <param name="Messages">System first, whole turns in order, the question last.</param>
internal sealed record Prompt(IReadOnlyList<ChatMessage> Messages, PromptManifest Manifest);

/// <summary>Conversation in, prompt out: the newest turns that fit, whole ones only.</summary>
internal sealed class PromptBuilder(IOptions<LlmOptions> options, TokenCounter counter)
{
    // What the protocol adds around each text, and before the answer.
    private const int TokensPerMessage = 4;
    private const int TokensForAnswerStart = 3;

    private readonly string _system =
        string.IsNullOrWhiteSpace(options.Value.SystemPrompt) ? BuiltInPrompt.Text : options.Value.SystemPrompt.Trim();

    private readonly int _budget = options.Value.ContextTokens - options.Value.MaxOutputTokens;

    public Prompt Build(TurnHistory history)
    {
        var left = _budget - TokensForAnswerStart - TokensPerMessage - counter.Count(_system);
        var question = Fit(history.Question, left - TokensPerMessage);
        left -= Cost(question, int.MaxValue);

        // From the newest back, up to the first that does not fit: a conversation with a hole in it would mislead.
        var turns = history.Turns.OrderBy(turn => turn.QuestionPosition).ToList();
        var first = turns.Count;
        while (first > 0 && Cost(turns[first - 1], left) is var cost && cost <= left)
        {
            left -= cost;
            first--;
        }

        var kept = turns[first..];
        var manifest = new PromptManifest(
            [.. kept.SelectMany(turn => new[] { turn.QuestionPosition, turn.AnswerPosition }), history.QuestionPosition],
            history.Omitted + first,
            _budget - left);
        return new Prompt([.. Messages(kept, question)], manifest);
    }

    private IEnumerable<ChatMessage> Messages(IEnumerable<AnsweredTurn> turns, string question)
    {
        yield return new ChatMessage(ChatRole.System, _system);
        foreach (var turn in turns)
        {
            yield return new ChatMessage(ChatRole.User, turn.Question);
            yield return new ChatMessage(ChatRole.Assistant, turn.Answer);
        }

        yield return new ChatMessage(ChatRole.User, question);
    }

    private int Cost(AnsweredTurn turn, int limit)
    {
        var question = Cost(turn.Question, limit);
        return question > limit ? question : question + Cost(turn.Answer, limit - question);
    }

    private int Cost(string text, int limit) => counter.CountUpTo(text, limit) + TokensPerMessage;

    /// <summary>One huge question must not end a conversation: what matters is usually said at its start or its end.</summary>
    private string Fit(string question, int limit)
    {
        if (counter.CountUpTo(question, limit) <= limit)
        {
            return question;
        }

        // The marker, and what the seams may add because a cut text falls into tokens in another way.
        for (var room = limit - 24; room > 0; room -= 8)
        {
            var head = counter.LengthFromStart(question, room / 2);
            var tail = counter.LengthFromEnd(question, room - (room / 2));
            var left = (question.Length - head - tail).ToString("N0", CultureInfo.InvariantCulture);
            var cut = $"{question[..head]}\n[… {left} characters left out …]\n{question[^tail..]}";
            if (counter.CountUpTo(cut, limit) <= limit)
            {
                return cut;
            }
        }

        return "[…]";
    }
}
