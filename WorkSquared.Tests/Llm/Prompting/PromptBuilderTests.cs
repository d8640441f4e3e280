using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using Microsoft.Extensions.AI;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Turns;
using WorkSquared.Llm.Prompting;
using WorkSquared.Llm.Providers;

namespace WorkSquared.Tests.Llm.Prompting;

public sealed class PromptBuilderTests
{
    private const string SystemPrompt = "Be brief.";

    private static readonly TokenCounter _counter = new();

    private static readonly Gen<string> _text = Gen.OneOf(
        Gen.String[Gen.Char["abc \n\t.,äß漢字"], 1, 300],
        Gen.Int[1, 400].Select(words => string.Concat(Enumerable.Repeat("plan the next iteration ", words))),
        Gen.Int[1, 3000].Select(length => new string('漢', length)),
        Gen.Int[1, 1500].Select(length => string.Concat(Enumerable.Repeat("🙂", length))));

    private static readonly Gen<TurnHistory> _history =
        from turns in Gen.Select(_text, _text, Gen.Int[1, 5]).Array[0, 12]
        from question in _text
        from omitted in Gen.Int[0, 9]
        select History(turns, question, omitted);

    [Fact]
    public void Prompt_HoldsItsPromises_ForAnyHistoryAndBudget() => Gen.Select(_history, Gen.Int[64, 3000]).Sample(
        (history, budget) =>
        {
            var prompt = Builder(budget).Build(history);

            AssertShape(prompt, history);
            AssertManifest(prompt, history);
            Assert.Equal(Cost(prompt), prompt.Manifest.PromptTokens);
            Assert.InRange(prompt.Manifest.PromptTokens, 1, budget);
        },
        iter: 300);

    [Fact]
    public void Prompt_IsTheSame_WhateverOrderTurnsComeIn() => Gen.Select(_history, Gen.Int[64, 3000], Gen.Int).Sample(
        (history, budget, seed) =>
        {
            var shuffled = history.Turns.ToArray();
            new Random(seed).Shuffle(shuffled);

            var expected = Builder(budget).Build(history);
            var actual = Builder(budget).Build(history with { Turns = shuffled });

            Assert.Equal(expected.Messages.Select(message => message.Text), actual.Messages.Select(message => message.Text));
        },
        iter: 100);

    [Fact]
    public void Prompt_KeepsTheNewestTurns_AndLeavesNoHole()
    {
        var big = string.Concat(Enumerable.Repeat("word ", 400));
        var history = new TurnHistory(
            [new(1, "first", 2, "one"), new(3, "second", 4, big), new(5, "third", 7, "three"), new(6, "fourth", 8, "four")], 5, 9, "fifth");

        var prompt = Builder(200).Build(history);

        Assert.Equal(
            ["system: Be brief.", "user: third", "assistant: three", "user: fourth", "assistant: four", "user: fifth"],
            prompt.Messages.Select(message => $"{message.Role}: {message.Text}"));
        Assert.Equal([5, 7, 6, 8, 9], prompt.Manifest.Positions);
        Assert.Equal(7, prompt.Manifest.OmittedTurns);
    }

    [Fact]
    public void HugeQuestion_IsCutInTheMiddle_AndSaysSo()
    {
        var question = "START " + string.Concat(Enumerable.Repeat("lorem ipsum ", 10_000)) + " END";

        var prompt = Builder(500).Build(new TurnHistory([new(1, "a", 2, question)], 0, 3, question));

        var sent = prompt.Messages[^1].Text;
        Assert.StartsWith("START lorem", sent);
        Assert.EndsWith("ipsum  END", sent);
        var left = Regex.Match(sent, @"\n\[… ([\d,]+) characters left out …\]\n");
        var count = int.Parse(left.Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
        Assert.Equal(question.Length, sent.Length - left.Length + count);
        Assert.Equal(new CutText(question.Length - count, question.Length), prompt.Manifest.CutQuestion);
        Assert.Null(Builder(500).Build(new TurnHistory([], 0, 3, "A short one")).Manifest.CutQuestion);
        Assert.InRange(prompt.Manifest.PromptTokens, 450, 500);
        Assert.Equal([3], prompt.Manifest.Positions);
        Assert.Equal(1, prompt.Manifest.OmittedTurns);
    }

    [Fact]
    public void PiecesOfAHundredThousandCharacters_AreCountedInNoTime()
    {
        // Counted in one go, this takes the tokenizer 25 s.
        var text = new string('漢', 100_000);

        var prompt = Builder(120_000).Build(new TurnHistory([], 0, 1, text));

        Assert.Equal(text, prompt.Messages[^1].Text);
        Assert.InRange(prompt.Manifest.PromptTokens, 10_000, 120_000);
    }

    [Fact]
    public void Count_OfOrdinaryText_IsTheTokenizersOwn()
    {
        var text = string.Concat(Enumerable.Repeat("Plan the kick-off, then iteration zero. ", 500));

        var whole = Microsoft.ML.Tokenizers.TiktokenTokenizer.CreateForModel("gpt-4o").CountTokens(text);

        Assert.InRange(_counter.Count(text), whole, whole + 5);
    }

    [Fact]
    public void WithoutASystemPrompt_TheBuiltInOneIsSent()
    {
        var options = new LlmOptions { SystemPrompt = " " };

        var prompt = new PromptBuilder(options, _counter).Build(new TurnHistory([], 0, 1, "Hi"));

        Assert.Equal(BuiltInPrompt.Text, prompt.Messages[0].Text);
        Assert.Contains("iteration zero", BuiltInPrompt.Text);
        Assert.InRange(_counter.Count(BuiltInPrompt.Text), 200, 1000);
        Assert.NotEmpty(BuiltInPrompt.PromptVersion);
    }

    [Fact]
    public void WhatWasSaidAmongPeople_IsToldAsItWasSaid_BetweenTheTurns()
    {
        TurnHistory history = new(
            [new(1, "Who is on the team?", 2, "Ada and Ben."), new(4, "Ben is away.", null, null), new(5, "For a week.", null, null)], 0, 6, "@assistant, who then?");

        var prompt = Builder(2_000).Build(history);

        Assert.Equal(
            ["system", "user", "assistant", "user", "user", "user"], prompt.Messages.Select(message => message.Role.Value));
        Assert.Equal(["Ben is away.", "For a week.", "@assistant, who then?"], prompt.Messages.TakeLast(3).Select(message => message.Text));
        Assert.Equal([1, 2, 4, 5, 6], prompt.Manifest.Positions);
        Assert.Equal(Cost(prompt), prompt.Manifest.PromptTokens);
    }

    [Fact]
    public void SystemPromptOfTheConversation_StandsInForTheWorkspaces_AndIsNamedByItsHash()
    {
        var prompt = Builder(2_000).Build(new TurnHistory([], 0, 1, "Hi", SystemPrompt: "Answer in one word."));

        Assert.Equal("Answer in one word.", prompt.Messages[0].Text);
        Assert.Equal(PromptManifest.VersionOf("Answer in one word."), prompt.Manifest.Version);
        Assert.NotEqual(Builder(2_000).Workspace.Version, prompt.Manifest.Version);
    }

    [Fact]
    public void SystemPromptThatIsTooLongForTheModel_IsCut_SoThatTheQuestionFits()
    {
        var prompt = Builder(600).Build(new TurnHistory([], 0, 1, "Hi there", SystemPrompt: string.Join(' ', Enumerable.Repeat("word", 4_000))));

        Assert.Contains("left out", prompt.Messages[0].Text);
        Assert.Equal("Hi there", prompt.Messages[^1].Text);
        Assert.InRange(Cost(prompt), 100, 600);
    }

    private static void AssertShape(Prompt prompt, TurnHistory history)
    {
        Assert.Equal((ChatRole.System, SystemPrompt), (prompt.Messages[0].Role, prompt.Messages[0].Text));
        Assert.Single(prompt.Messages, message => message.Role == ChatRole.System);
        Assert.Equal(ChatRole.User, prompt.Messages[^1].Role);
        if (prompt.Messages[^1].Text != history.Question)
        {
            Assert.Contains("left out", prompt.Messages[^1].Text);
            var utf8 = Encoding.UTF8.GetBytes(prompt.Messages[^1].Text);
            Assert.DoesNotContain('\uFFFD', Encoding.UTF8.GetString(utf8));
        }

        // Whole turns, newest kept, without a hole.
        var kept = (prompt.Messages.Count - 2) / 2;
        Assert.Equal(
            history.Turns.TakeLast(kept).SelectMany(turn => new[] { ("user", turn.Question), ("assistant", turn.Answer!) }),
            prompt.Messages.Skip(1).SkipLast(1).Select(message => (message.Role.Value, message.Text)));
    }

    private static void AssertManifest(Prompt prompt, TurnHistory history)
    {
        var kept = (prompt.Messages.Count - 2) / 2;
        Assert.Equal(history.Omitted + history.Turns.Count - kept, prompt.Manifest.OmittedTurns);
        Assert.Equal(
            history.Turns
                .TakeLast(kept)
                .SelectMany(turn => turn.Positions)
                .Append(history.QuestionPosition),
            prompt.Manifest.Positions);
        Assert.Single(prompt.Manifest.Positions, position => position == history.QuestionPosition);
    }

    private static int Cost(Prompt prompt) => 3 + prompt.Messages.Sum(message => 4 + _counter.Count(message.Text));

    private static PromptBuilder Builder(int budget) =>
        new(new LlmOptions { SystemPrompt = SystemPrompt, ContextTokens = budget + 100, MaxOutputTokens = 100 }, _counter);

    private static TurnHistory History((string Question, string Answer, int Gap)[] turns, string question, int omitted)
    {
        var position = 0L;
        var answered = turns
            .Select(turn => new PastTurn(position += turn.Gap, turn.Question, position += turn.Gap, turn.Answer))
            .ToList();
        return new TurnHistory(answered, omitted, position + 1, question);
    }
}
