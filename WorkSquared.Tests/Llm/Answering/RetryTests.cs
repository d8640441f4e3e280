using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Turns;
using WorkSquared.Llm.Answering;
using WorkSquared.Llm.Providers;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Llm.Answering;

/// <summary>Attempts at one turn: how many, when, and what is seen of them meanwhile.</summary>
public sealed class RetryTests : IDisposable
{
    private readonly ScriptedChatClient _model = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TroubleThatPasses_IsTriedThreeTimes_EachRecordedBefore_ThenFailsHonestly()
    {
        await using var workspace = await StartAsync();
        var conversation = workspace.NewId();
        await workspace.SayAsync(conversation, "Ask me");
        for (var attempt = 1; attempt <= RetryPolicy.MaxAttempts; attempt++)
        {
            var call = await _model.NextCallAsync();
            call.Say($"Attempt {attempt}");
            call.Fail(new IOException());
        }

        var events = await workspace.TakeAsync(8);

        Assert.Equal([1, 2, 3], events.Select(committed => committed.Data).OfType<LLMResponseStarted>().Select(started => started.Attempt));
        Assert.Equal(["Attempt 1", "Attempt 2"], events.Select(committed => committed.Data).OfType<LLMResponseDelayed>().Select(delayed => delayed.Message));
        Assert.Equal("Attempt 3", Assert.IsType<LLMResponseFailed>(events[^1].Data).Message);
        var failure = (await workspace.OpenAsync(conversation)).Messages[^1];
        Assert.Equal(["Attempt 1", "Attempt 2"], failure.Interruptions.Select(interruption => interruption.Text));
        Assert.False(_model.HasCall);
    }

    [Fact]
    public async Task AnswerOfALaterAttempt_ReplacesTheTextBefore_AndNeverFollowsIt()
    {
        await using var workspace = await StartAsync();
        var conversation = workspace.NewId();
        await workspace.SayAsync(conversation, "Ask me");
        var first = await _model.NextCallAsync();
        first.Say("Half an ans");
        first.Fail(new IOException());

        var second = await _model.NextCallAsync();
        Assert.Equal(["user: Ask me"], second.Turns);
        second.Answer("The answer");
        await workspace.TakeAsync(6);

        Assert.Equal("The answer", (await workspace.OpenAsync(conversation)).Messages[^1].Text);
    }

    [Fact]
    public async Task WaitForTheNextAttempt_IsSeen_AndSurvivesARestart()
    {
        await using var workspace = await StartAsync(jitter: 0.9);
        var conversation = workspace.NewId();
        await workspace.SayAsync(conversation, "Ask me");
        (await _model.NextCallAsync()).Fail(new IOException());
        var delayed = Assert.IsType<LLMResponseDelayed>((await workspace.TakeAsync(4))[^1].Data);

        var turn = Assert.Single((await workspace.OpenAsync(conversation)).OpenTurns);
        Assert.Equal(new Delay(delayed.Reason, delayed.RetryAt), turn.Delay);
        Assert.DoesNotContain("Try again", turn.Delay!.Reason, StringComparison.Ordinal);

        await workspace.RestartAsync();
        ScriptedCall? call = null;
        await workspace.AdvanceUntilAsync(async () => call = await _model.NextCallAsync());
        Assert.True(workspace.Time.GetUtcNow() >= delayed.RetryAt);
        call!.Answer("There it is.");
        await workspace.TakeAsync(6);
        Assert.Equal("There it is.", (await workspace.OpenAsync(conversation)).Messages[^1].Text);
    }

    [Fact]
    public async Task Stop_WhileTheNextAttemptWaits_EndsTheTurnAtOnce()
    {
        await using var workspace = await StartAsync(jitter: 0.9);
        var conversation = workspace.NewId();
        await workspace.SayAsync(conversation, "Ask me");
        (await _model.NextCallAsync()).Fail(new IOException());
        await workspace.TakeAsync(4);
        var turn = (await workspace.OpenAsync(conversation)).OpenTurns[0];

        await workspace.Chat.StopAsync(TestWorkspace.StoreId, conversation, turn.Id, workspace.Ada, Cancellation);

        Assert.IsType<LLMResponseCancelled>((await workspace.TakeAsync(6))[^1].Data);
        Assert.False(_model.HasCall);
    }

    [Fact]
    public async Task ProviderThatFailsForEverybody_GetsNoMoreRequests_UntilOneHasTriedAfterHalfAMinute()
    {
        await using var workspace = await StartAsync(concurrency: 1);
        for (var question = 0; question < 4; question++)
        {
            await workspace.SayAsync(workspace.NewId(), $"Question {question}");
        }

        for (var failure = 0; failure < 10; failure++)
        {
            (await _model.NextCallAsync()).Fail(new IOException());
        }

        var waiting = workspace.NewId();
        await workspace.SayAsync(waiting, "Me too");
        var kept = await NextAsync<LLMResponseDelayed>(workspace, delayed => delayed.ConversationId == waiting);
        Assert.Equal(("provider_unavailable", 0), (kept.ErrorClass, kept.Attempt));
        Assert.InRange(kept.RetryAt - workspace.Time.GetUtcNow(), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
        Assert.False(_model.HasCall);
        Assert.Equal(ModelStatus.Failing, workspace.Get<IModelHealth>().Status);

        workspace.Time.Advance(TimeSpan.FromSeconds(31));
        (await _model.NextCallAsync()).Answer("Back again.");
        await NextAsync<LLMResponseReceived>(workspace, _ => true);

        // The last one in line, too: a workspace does not close on a request that nobody answers.
        (await _model.NextCallAsync()).Answer("And for you.");
        await NextAsync<LLMResponseReceived>(workspace, received => received.Message == "And for you.");
        Assert.Equal(ModelStatus.Ok, workspace.Get<IModelHealth>().Status);
    }

    [Fact]
    public async Task TurnWhoseAttemptsACrashCutOff_IsSetAside_WithARetry()
    {
        await using var workspace = await StartAsync();
        var conversation = workspace.NewId();
        await workspace.SayAsync(conversation, "Ask me");
        for (var attempt = 1; attempt <= RetryPolicy.MaxAttempts; attempt++)
        {
            await _model.NextCallAsync();
            await workspace.AdvanceUntilAsync(workspace.RestartAsync);
        }

        var failed = Assert.IsType<LLMResponseFailed>((await workspace.TakeAsync(6))[^1].Data);
        Assert.Equal(("interrupted", true), (failed.ErrorClass, failed.Retryable));
    }

    [Fact]
    public async Task Continue_GoesOnFromTheAnswer_AndTheWholeOfItStandsBesideTheFirst()
    {
        await using var workspace = await StartAsync();
        var conversation = workspace.NewId();
        var question = await workspace.SayAsync(conversation, "Tell me all");
        var first = await _model.NextCallAsync();
        first.Say("Once upon a ti");
        first.Finish(ChatFinishReason.Length);
        await workspace.TakeAsync(4);
        Assert.True((await workspace.OpenAsync(conversation)).Messages[^1].IsCutShort);

        var turn = await workspace.AskAgainAsync(conversation, question.TurnId, RequestReason.Continue);
        var second = await _model.NextCallAsync();
        Assert.Equal(["user: Tell me all", "assistant: Once upon a ti"], second.Turns.Take(2));
        Assert.StartsWith("user: Your answer was cut off", second.Turns.Last(), StringComparison.Ordinal);
        second.Answer("me there was a plan.");
        await workspace.TakeAsync(7);

        Assert.Equal("Once upon a time there was a plan.", (await workspace.OpenAsync(conversation)).Messages[^1].Text);
        Assert.Equal("Once upon a ti", (await workspace.OpenAsync(conversation, question.TurnId)).Messages[^1].Text);
        Assert.Equal([question.TurnId, turn], (await workspace.OpenAsync(conversation)).Branch[0].Answers);
    }

    [Fact]
    public void Wait_IsWhatTheProviderAsksFor_UpToTenMinutes()
    {
        var retries = new RetryPolicy(new Random(1));
        var busy = new ModelFailure(new TurnFailure("rate_limited", "It is busy. Try again.", Retryable: true), "It is busy.", TimeSpan.FromMinutes(9));

        Assert.Equal(TimeSpan.FromMinutes(9), retries.WaitAfter(busy, attempt: 1));
        Assert.Null(retries.WaitAfter(busy, attempt: 3));

        var tooLong = busy with { RetryAfter = TimeSpan.FromMinutes(25) };
        Assert.Null(retries.WaitAfter(tooLong, attempt: 1));
        Assert.Equal("It is busy. It asks to be left alone for 25 minutes; try again then.", RetryPolicy.FinalOf(tooLong).Reason);
        Assert.Null(retries.WaitAfter(busy with { Trouble = null }, attempt: 1));
    }

    [Fact]
    public void Backoff_IsAnywhereBelowTwiceTheLast()
    {
        var retries = new RetryPolicy(new Random(1));
        var trouble = new ModelFailure(new TurnFailure("stream_cut", "It broke. Try again.", Retryable: true), "It broke.");

        for (var attempt = 1; attempt < RetryPolicy.MaxAttempts; attempt++)
        {
            var waits = Enumerable.Range(0, 200).Select(_ => retries.WaitAfter(trouble, attempt)!.Value.TotalSeconds).ToList();
            Assert.All(waits, wait => Assert.InRange(wait, 0, Math.Pow(2, attempt - 1)));
            Assert.True(waits.Max() - waits.Min() > 0.5);
        }
    }

    public void Dispose() => _model.Dispose();

    private static async Task<T> NextAsync<T>(TestWorkspace workspace, Func<T, bool> isIt)
        where T : WorkEvent =>
        await workspace.Bus.SubscribeAsync(TestWorkspace.AllSeeing, 0, topic: null, Cancellation)
            .Select(committed => committed.Data).OfType<T>().FirstAsync(isIt, Cancellation);

    /// <param name="jitter">Which part of the longest back-off a wait takes: nothing by default, so that no time need pass.</param>
    private Task<TestWorkspace> StartAsync(double jitter = 0, int concurrency = 8) => TestWorkspace.StartAsync(configure: services => services
        .AddWorkSquaredLlm()
        .AddSingleton(new RetryPolicy(new Always(jitter)))
        .Configure<ResponderOptions>(responder => responder.MaxConcurrency = concurrency)
        .AddSingleton<IChatClient>(_model));

    private sealed class Always(double sample) : Random
    {
        public override double NextDouble() => sample;
    }
}
