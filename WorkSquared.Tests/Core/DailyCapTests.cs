using Microsoft.Extensions.DependencyInjection;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Turns;
using WorkSquared.Core.Usage;
using WorkSquared.Core.Verification;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Core;

/// <summary>A cap is a cap, whoever races for its last tokens.</summary>
public sealed class DailyCapTests
{
    private static readonly Reservation _hundred = new(90, 10, Cost: 0.0001m, Currency: "USD");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FiftyTurnsAtOnce_AgainstACapForTen_NeverPassItByOneToken()
    {
        await using var workspace = await StartAsync(budget => budget.DailyTokens = 1_099);
        var claims = await AskAsync(workspace, 50);

        var starts = await Task.WhenAll(claims.Select(claim =>
            Task.Run(() => workspace.Answers.StartAttemptAsync(claim, "test", _hundred, Cancellation), Cancellation)));

        Assert.Equal(10, starts.Count(start => start.State is ClaimState.Held));
        Assert.Equal(1_000, await TokensTodayAsync(workspace));
        var refused = await EndsAsync(workspace, 40);
        Assert.All(refused, failed => Assert.Equal(("budget_reached", true), (failed.ErrorClass, failed.Retryable)));
        Assert.Equal(40, refused.Select(failed => failed.Id).Distinct().Count());
        Assert.Null(await workspace.ClaimAsync());
        Assert.Empty((await workspace.Get<ILogVerifier>().VerifyAsync(Cancellation)).Faults);
    }

    [Fact]
    public async Task WhatWasNotUsed_IsFreeForTheNext()
    {
        await using var workspace = await StartAsync(budget => budget.DailyTokens = 150);
        var claims = await AskAsync(workspace, 2);
        await workspace.Answers.StartAttemptAsync(claims[0], "test", _hundred, Cancellation);
        await workspace.Answers.AnswerAsync(claims[0], "Yes.", "test", new ResponseMetadata("openai", "stop", 1, 45, 5), Cancellation);

        var second = await workspace.Answers.StartAttemptAsync(claims[1], "test", _hundred, Cancellation);

        Assert.Equal(ClaimState.Held, second.State);
        Assert.Equal(150, await TokensTodayAsync(workspace));
    }

    [Fact]
    public async Task CapReached_IsSaidPlainly_EndsTheTurnOnce_AndTheNextDayBeginsAnew()
    {
        await using var workspace = await StartAsync(budget => budget.DailyTokens = 1_250);
        workspace.Time.SetUtcNow(new DateTimeOffset(2026, 1, 5, 23, 59, 59, TimeSpan.Zero));
        await workspace.Answers.StartAttemptAsync((await AskAsync(workspace, 1))[0], "test", new Reservation(1_000, 200), Cancellation);
        var late = (await AskAsync(workspace, 1))[0];

        var start = await workspace.Answers.StartAttemptAsync(late, "test", _hundred, Cancellation);

        Assert.Equal(new AttemptStart(ClaimState.Lost, 0), start);
        var failed = Assert.Single(await EndsAsync(workspace, 1));
        Assert.Equal(
            "This workspace has used up its budget for today: 1,200 of 1,250 tokens, and this question may take 100. "
            + "It starts anew at 00:00 UTC; an administrator can raise WorkSquared:Budget:DailyTokens.",
            failed.Reason);
        Assert.Null(await workspace.ClaimAsync());

        workspace.Time.Advance(TimeSpan.FromSeconds(1));
        await workspace.AskAgainAsync(late.ConversationId, late.TurnId);
        var again = (await workspace.ClaimAsync())!;
        Assert.Equal(ClaimState.Held, (await workspace.Answers.StartAttemptAsync(again, "test", _hundred, Cancellation)).State);
    }

    [Fact]
    public async Task CapOfMoney_HoldsToTheMillionth()
    {
        await using var workspace = await StartAsync(budget => budget.DailyCost = 0.0003m);
        var claims = await AskAsync(workspace, 4);

        var states = new List<ClaimState>();
        foreach (var claim in claims)
        {
            states.Add((await workspace.Answers.StartAttemptAsync(claim, "test", _hundred, Cancellation)).State);
        }

        Assert.Equal([ClaimState.Held, ClaimState.Held, ClaimState.Held, ClaimState.Lost], states);
        Assert.StartsWith(
            "This workspace has used up its budget for today: 0.0003 of 0.0003 USD, and this question may take 0.0001.",
            Assert.Single(await EndsAsync(workspace, 1)).Reason,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task RequestThatNoDayHasRoomFor_IsNotWorthARetry()
    {
        await using var workspace = await StartAsync(budget => budget.DailyTokens = 99);

        await workspace.Answers.StartAttemptAsync((await AskAsync(workspace, 1))[0], "test", _hundred, Cancellation);

        var failed = Assert.Single(await EndsAsync(workspace, 1));
        Assert.False(failed.Retryable);
        Assert.StartsWith("This question may take 100 tokens, and this workspace may use 99 a day.", failed.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatCostsNothing_IsNeverRefused()
    {
        await using var workspace = await StartAsync(budget => budget.DailyTokens = 1);

        var start = await workspace.Answers.StartAttemptAsync((await AskAsync(workspace, 1))[0], "offline-playbook", reservation: null, Cancellation);

        Assert.Equal(ClaimState.Held, start.State);
    }

    [Fact]
    public async Task RefusalAfterACrash_KeepsWhatHadBeenWritten()
    {
        await using var workspace = await StartAsync(budget => budget.DailyTokens = 150);
        var claim = (await AskAsync(workspace, 1))[0];
        await workspace.Answers.StartAttemptAsync(claim, "test", _hundred, Cancellation);
        await workspace.Turns.SaveDraftAsync(claim, 1, "Half an ans", Cancellation);
        await workspace.RestartAsync();

        await workspace.Answers.StartAttemptAsync((await workspace.ClaimAsync())!, "test", _hundred, Cancellation);

        Assert.Equal("Half an ans", Assert.Single(await EndsAsync(workspace, 1)).Message);
        Assert.Equal(100, await TokensTodayAsync(workspace));
    }

    private static Task<TestWorkspace> StartAsync(Action<BudgetOptions> budget) =>
        TestWorkspace.StartAsync(configure: services => services.Configure(budget));

    private static async Task<List<TurnClaim>> AskAsync(TestWorkspace workspace, int count)
    {
        var claims = new List<TurnClaim>();
        for (var question = 0; question < count; question++)
        {
            await workspace.SayAsync(workspace.NewId(), "Ask me");
            claims.Add((await workspace.ClaimAsync())!);
        }

        return claims;
    }

    private static async Task<long> TokensTodayAsync(TestWorkspace workspace)
    {
        var usage = await workspace.Get<IUsageReader>().OfStoreAsync(TestWorkspace.AllSeeing, days: 1, Cancellation);
        return usage.Shares.Sum(share => share.Sum.Tokens);
    }

    /// <summary>The turns that have ended so far: all of them, and so many.</summary>
    private static async Task<List<LLMResponseFailed>> EndsAsync(TestWorkspace workspace, int count)
    {
        var head = (await workspace.Reader.ListAsync(TestWorkspace.AllSeeing, 100, Cancellation)).Version;
        var ends = (await workspace.TakeAsync((int)head)).Where(committed => EventTypes.Terminal.Contains(committed.Type)).ToList();
        Assert.Equal(count, ends.Count);
        return [.. ends.Select(committed => Assert.IsType<LLMResponseFailed>(committed.Data))];
    }
}
