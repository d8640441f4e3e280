using WorkSquared.Core.Cases;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Turns;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Llm.Cases;

public sealed class CaseReplayTests
{
    private const string Reason = "A sentence for a person.";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AnsweredTurn_ReplaysToTheSame()
    {
        await using var turns = await RecordedTurns.StartAsync();
        await turns.AskAsync("Who is on the team?");
        await turns.AnswerAsync("Ada and Bob.");
        var turn = await turns.AskAsync("And who leads it? 🙂");
        await turns.AnswerAsync(string.Concat(Enumerable.Repeat("Ada leads it. 🙂", 40)));

        await turns.AssertReplaysAsync(turn, "prompt (", "request 1 (4 messages", "attempt 1: same", "answered, stop, 640 characters: same", "replay: same");
    }

    [Fact]
    public async Task WhatTheModelThought_IsReplayedToo_AndADifferenceIsSeen()
    {
        await using var turns = await RecordedTurns.StartAsync();
        var answered = await turns.AskAsync("Who is on the team?");
        var cut = new string('x', Reasoning.LongestText);
        await turns.AnswerAsync(new WrittenText("Ada and Bob.", new Reasoning(cut, 4_000, OmittedCharacters: 12)));
        var failed = await turns.AskAsync("And who leads it?");
        var claim = await turns.ClaimAsync();
        await turns.StartAsync(claim);
        await turns.FailAsync(claim, new TurnFailure("no_room", Reason, Retryable: false), new WrittenText("", new Reasoning("Ada, or is it Bob?", 7_000)));

        await turns.AssertReplaysAsync(answered, "answered, stop, 12 characters: same", "replay: same");
        await turns.AssertReplaysAsync(failed, "failed, no_room: same");

        // With more of it than this version keeps, the replay can't come to the same.
        var file = await turns.ExportAsync(answered);
        file["events"]!.AsArray()[^1]!["payload"]!["reasoning"]!["text"] = cut + "y";
        var (isSame, output) = await turns.ReplayAsync(file);
        Assert.False(isSame);
        Assert.Contains("reasoning: the text differs from character 50001 on", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unauthorized", false)]
    [InlineData("forbidden", false)]
    [InlineData("not_found", false)]
    [InlineData("quota_exceeded", false)]
    [InlineData("address_refused", false)]
    [InlineData("too_long", false)]
    [InlineData("bad_request", false)]
    [InlineData("malformed", false)]
    [InlineData("content_filter", false)]
    [InlineData("too_large", false)]
    [InlineData("timeout_wall", true)]
    [InlineData("unexpected", true)]
    [InlineData("rate_limited", true)]
    [InlineData("provider_error", true)]
    public async Task FailureThatWasFinal_IsFinalAgain(string errorClass, bool isRetryable)
    {
        await using var turns = await RecordedTurns.StartAsync();
        var turn = await turns.AskAsync("Will this work?");
        var claim = await turns.ClaimAsync();
        await turns.StartAsync(claim);
        await turns.FailAsync(claim, new TurnFailure(errorClass, Reason, isRetryable), "It wi");

        await turns.AssertReplaysAsync(turn, "attempt 1: same", $"failed, {errorClass}, 5 characters: same");
    }

    [Theory]
    [InlineData("rate_limited")]
    [InlineData("provider_error")]
    [InlineData("timeout_first_byte")]
    [InlineData("timeout_idle")]
    [InlineData("malformed")]
    [InlineData("empty_answer")]
    [InlineData("stream_cut")]
    [InlineData("unreachable")]
    public async Task FailureThatPassed_IsTriedAgainAsOftenAsItWas(string errorClass)
    {
        await using var turns = await RecordedTurns.StartAsync();
        var failure = new TurnFailure(errorClass, Reason, Retryable: true);
        var turn = await turns.AskAsync("Will this work?");
        var claim = await turns.ClaimAsync();
        await turns.DelayAsync(claim, await turns.StartAsync(claim), failure, "It");
        claim = await turns.ClaimAsync();
        await turns.DelayAsync(claim, await turns.StartAsync(claim), failure, "");
        claim = await turns.ClaimAsync();
        await turns.StartAsync(claim);
        await turns.FailAsync(claim, failure, "It wi");

        await turns.AssertReplaysAsync(turn, $"put off, {errorClass}, 2 characters: same", "request 3", $"failed, {errorClass}, 5 characters: same");
    }

    [Fact]
    public async Task AttemptThatACrashCutOff_IsCutOffAgain_AndTheNextAnswers()
    {
        await using var turns = await RecordedTurns.StartAsync();
        var turn = await turns.AskAsync("Will you survive?");
        var crashed = await turns.ClaimAsync();
        await turns.Workspace.Turns.SaveDraftAsync(crashed, await turns.StartAsync(crashed), "This one is cut", Cancellation);
        await turns.Workspace.Turns.ReleaseAsync(crashed, Cancellation);
        var claim = await turns.ClaimAsync();
        await turns.AnswerAsync(claim, await turns.StartAsync(claim), "This one is whole.");

        await turns.AssertReplaysAsync(turn, "attempt 2, 15 characters: same", "answered, stop, 18 characters: same");
    }

    [Fact]
    public async Task TurnThatCrashedTheServerThreeTimes_IsGivenUpAgain()
    {
        await using var turns = await RecordedTurns.StartAsync();
        var turn = await turns.AskAsync("Will you survive?");
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            var crashed = await turns.ClaimAsync();
            await turns.Workspace.Turns.SaveDraftAsync(crashed, await turns.StartAsync(crashed), $"Cut {attempt}", Cancellation);
            await turns.Workspace.Turns.ReleaseAsync(crashed, Cancellation);
        }

        await turns.FailAsync(await turns.ClaimAsync(), new TurnFailure("interrupted", Reason, Retryable: true), "");

        await turns.AssertReplaysAsync(turn, "attempt 3, 5 characters: same", "failed, interrupted, 5 characters: same");
    }

    [Fact]
    public async Task StoppedTurn_IsStoppedAtTheSamePlace()
    {
        await using var turns = await RecordedTurns.StartAsync();
        var turn = await turns.AskAsync("Tell me everything");
        var claim = await turns.ClaimAsync();
        await turns.StartAsync(claim);
        await StopAsync(turns, turn);
        await turns.Workspace.Answers.CancelAsync(claim, "In the beg", "test-model", null, Cancellation);

        await turns.AssertReplaysAsync(turn, "stopped, 10 characters: same");
    }

    [Fact]
    public async Task TurnStoppedBetweenTwoAttempts_IsStoppedWithoutAnother()
    {
        await using var turns = await RecordedTurns.StartAsync();
        var turn = await turns.AskAsync("Tell me everything");
        var claim = await turns.ClaimAsync();
        await turns.DelayAsync(claim, await turns.StartAsync(claim), new TurnFailure("unreachable", Reason, Retryable: true), "");
        await StopAsync(turns, turn);

        await turns.AssertReplaysAsync(turn, "put off, unreachable: same", "stopped: same");
    }

    [Fact]
    public async Task TurnWithdrawnBeforeAnyRequest_IsWithdrawnAgain()
    {
        await using var turns = await RecordedTurns.StartAsync();
        var turn = await turns.AskAsync("Never mind");
        await StopAsync(turns, turn);

        await turns.AssertReplaysAsync(turn, "stopped: same");
    }

    [Fact]
    public async Task ContinuedAnswer_GoesOnFromTheSamePlace()
    {
        await using var turns = await RecordedTurns.StartAsync();
        var cut = await turns.AskAsync("Count to ten");
        await turns.AnswerAsync("One, two, thr", "length");
        var turn = await turns.Workspace.AskAgainAsync(turns.Conversation, cut, RequestReason.Continue);
        await turns.AnswerAsync("One, two, three and so on.");

        await turns.AssertReplaysAsync(turn, "request 1 (4 messages", "answered, stop, 26 characters: same");
    }

    [Fact]
    public async Task AnswerThatAPersonHasEdited_HasNoCase_AndIsHistoryInTheNext()
    {
        await using var turns = await RecordedTurns.StartAsync();
        var original = await turns.AskAsync("How long?");
        await turns.AnswerAsync("Two weeks.");
        var workspace = turns.Workspace;
        var edit = new EditAnswer(
            TestWorkspace.StoreId, workspace.NewId(), turns.Conversation, TurnIds.AnswerOf(original), "Three weeks.", workspace.Ada);
        var edited = await workspace.Get<IAnswerEdits>().EditAsync(edit, Cancellation);
        Assert.Null(await workspace.Get<ICaseFiles>().ExportAsync(TestWorkspace.AllSeeing, turns.Conversation, edited, Cancellation));

        var next = await turns.AskAsync("And then?");
        await turns.AnswerAsync("A pilot.");
        Assert.Contains("Three weeks.", (await turns.ExportAsync(next)).ToJsonString(), StringComparison.Ordinal);
        await turns.AssertReplaysAsync(next, "replay: same");
    }

    [Fact]
    public async Task TurnUnderWay_HasThePromptOfNow_AndReplaysItsRequest()
    {
        await using var turns = await RecordedTurns.StartAsync();
        var turn = await turns.AskAsync("Are you there?");
        await turns.StartAsync(await turns.ClaimAsync());

        var file = await turns.ExportAsync(turn);
        Assert.Null(file["promptMatches"]);
        Assert.Null(file["answer"]);
        Assert.Equal("Are you there?", (string?)file["request"]!["messages"]![1]!["text"]);
        await turns.AssertReplaysAsync(turn, "note: the recorded turn ended without a request, or had not ended", "request 1 (2 messages");
    }

    [Fact]
    public async Task PromptThatLeftEarlierTurnsOut_IsRebuiltWithoutThem()
    {
        await using var turns = await RecordedTurns.StartAsync(options => (options.ContextTokens, options.MaxOutputTokens) = (2000, 200));
        for (var number = 1; number <= 6; number++)
        {
            await turns.AskAsync($"Question {number}: {string.Concat(Enumerable.Repeat("word ", 200))}");
            await turns.AnswerAsync($"Answer {number}");
        }

        var turn = await turns.AskAsync(string.Concat(Enumerable.Repeat("A long question. ", 400)));
        await turns.AnswerAsync("A short answer.");

        var file = await turns.ExportAsync(turn);
        Assert.True((bool?)file["promptMatches"]);
        Assert.True((int?)file["prompt"]!["omittedTurns"] > 0);
        await turns.AssertReplaysAsync(turn);
    }

    [Fact]
    public async Task SystemPromptChangedSince_IsSaidInTheFile()
    {
        var prompt = "You are terse.";
        await using var turns = await RecordedTurns.StartAsync(options => options.SystemPrompt = prompt);
        var turn = await turns.AskAsync("Hello?");
        await turns.AnswerAsync("Yes.");

        Assert.True((bool?)(await turns.ExportAsync(turn))["promptMatches"]);
        prompt = "You are very talkative.";
        await turns.Workspace.RestartAsync();

        var file = await turns.ExportAsync(turn);
        Assert.False((bool?)file["promptMatches"]);
        Assert.Contains("The system prompt was version", file["promptDifferences"]!.ToJsonString(), StringComparison.Ordinal);
        await turns.AssertReplaysAsync(turn, "note: when the file was made, its prompt was not the one that had been sent.");
    }

    private static Task StopAsync(RecordedTurns turns, Guid turn) =>
        turns.Workspace.Chat.StopAsync(TestWorkspace.StoreId, turns.Conversation, turn, turns.Workspace.Ada, Cancellation);
}
