using System.Globalization;
using Microsoft.Extensions.AI;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Turns;
using WorkSquared.Llm.Providers;

namespace WorkSquared.Llm.Prompting;

/// <param name="Messages">System first, whole turns in order, the question last, or what is to be continued and the request for it.</param>
/// <param name="Beginning">The text that the answer goes on from; empty for one from the beginning.</param>
internal sealed record Prompt(IReadOnlyList<ChatMessage> Messages, PromptManifest Manifest, string Beginning = "");

/// <summary>Conversation in, prompt out: the newest turns that fit, whole ones only.</summary>
internal sealed class PromptBuilder(LlmOptions options, TokenCounter counter)
{
    private const string GoOn =
        "Your answer was cut off by its length limit. Go on exactly where it stops, in the middle of a word if need be. "
        + "Repeat nothing, and say nothing about the interruption.";

    // What the protocol adds around each text, and before the answer.
    private const int TokensPerMessage = 4;
    private const int TokensForAnswerStart = 3;

    private readonly int _budget = options.ContextTokens - options.MaxOutputTokens;

    /// <summary>What is said to the model in conversations that have no system prompt of their own.</summary>
    public WorkspacePrompt Workspace { get; } = string.IsNullOrWhiteSpace(options.SystemPrompt)
        ? new WorkspacePrompt(BuiltInPrompt.PromptVersion, BuiltInPrompt.Text)
        : new WorkspacePrompt(PromptManifest.VersionOf(options.SystemPrompt.Trim()), options.SystemPrompt.Trim());

    /// <summary>The tokenizer's tables take a third of a second to load.</summary>
    public void Prepare() => counter.Count(Workspace.Text);

    /// <summary>The tokens that a prompt may take up.</summary>
    public int Budget => _budget;

    public Prompt Build(TurnHistory history)
    {
        // The settings make sure that the workspace's fits; a conversation's own may be too long for a small model.
        var (version, system) = history.SystemPrompt is { } own
            ? (PromptManifest.VersionOf(own), Fit(own, _budget / 2).Text)
            : (Workspace.Version, Workspace.Text);
        var left = _budget - TokensForAnswerStart - TokensPerMessage - counter.Count(system);
        var (question, cutQuestion) = Fit(history.Question, history.Continued is null ? left - TokensPerMessage : (left / 2) - TokensPerMessage);
        left -= Cost(question, int.MaxValue);

        ChatMessage[] ending = [new(ChatRole.User, question)];
        if (history.Continued is { } continued)
        {
            left -= Cost(GoOn, int.MaxValue);
            var written = Fit(continued.Text, left - TokensPerMessage).Text;
            left -= Cost(written, int.MaxValue);
            ending = [.. ending, new(ChatRole.Assistant, written), new(ChatRole.User, GoOn)];
        }

        // From the newest back, up to the first that does not fit: a conversation with a hole in it would mislead.
        var turns = history.Turns.OrderBy(turn => turn.QuestionPosition).ToList();
        var first = turns.Count;
        while (first > 0 && Cost(turns[first - 1], left) is var cost && cost <= left)
        {
            left -= cost;
            first--;
        }

        var kept = turns[first..];
        long[] asked = history.Continued is { Position: var position } ? [history.QuestionPosition, position] : [history.QuestionPosition];
        var manifest = new PromptManifest(
            [.. kept.SelectMany(turn => turn.Positions), .. asked],
            history.Omitted + first,
            _budget - left,
            version,
            options.Temperature,
            options.MaxOutputTokens,
            cutQuestion);
        return new Prompt([new ChatMessage(ChatRole.System, system), .. Messages(kept), .. ending], manifest, history.Continued?.Text ?? "");
    }

    private static IEnumerable<ChatMessage> Messages(IEnumerable<PastTurn> turns)
    {
        foreach (var turn in turns)
        {
            yield return new ChatMessage(ChatRole.User, turn.Question);
            if (turn.Answer is { } answer)
            {
                yield return new ChatMessage(ChatRole.Assistant, answer);
            }
        }
    }

    private int Cost(PastTurn turn, int limit)
    {
        var question = Cost(turn.Question, limit);
        return question > limit || turn.Answer is null ? question : question + Cost(turn.Answer, limit - question);
    }

    private int Cost(string text, int limit) => counter.CountUpTo(text, limit) + TokensPerMessage;

    /// <summary>One huge question must not end a conversation: what matters is usually said at its start or its end.</summary>
    private (string Text, CutText? Cut) Fit(string question, int limit)
    {
        if (counter.CountUpTo(question, limit) <= limit)
        {
            return (question, null);
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
                return (cut, new CutText(head + tail, question.Length));
            }
        }

        return ("[…]", new CutText(0, question.Length));
    }
}
