using WorkSquared.Core.Turns;
using WorkSquared.Core.Usage;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Core;

public sealed class FailureUsageTests : IAsyncLifetime
{
    private static readonly TokenUsage _notRun = new(0, 0, Cost: 0, Currency: "USD");
    private static readonly TurnFailure _failure = new("timeout", "Nothing came.", Retryable: true);

    private TestWorkspace _workspace = null!;
    private Guid _conversation;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _workspace = await TestWorkspace.StartAsync();
        _conversation = _workspace.NewId();
    }

    public ValueTask DisposeAsync() => _workspace.DisposeAsync();

    [Fact]
    public async Task Failure_SaysWhatWasCharged_AndWhatMayHaveBeen()
    {
        await _workspace.SayAsync(_conversation, "Ask me");
        await DelayAsync(_notRun);
        await DelayAsync(usage: null);
        var turn = await FailAsync(new TokenUsage(90, 5, Cost: 0.2m, Currency: "USD"));

        var failed = (await ReadAsync(_conversation, turn))!;

        Assert.Equal(("timeout", 100), (failed.ErrorClass, failed.PromptTokens));
        Assert.Equal((1, 95, 0.2m), (failed.Counted.Requests, failed.Counted.Tokens, failed.Counted.Costs.Single().Amount));
        Assert.Equal((1, 110, 0.5m), (failed.Unknown.Requests, failed.Unknown.Tokens, failed.Unknown.Costs.Single().Amount));
    }

    [Fact]
    public async Task Failure_ThatWasNeverRun_OrCostsNobodyAnything_WasChargedNothing()
    {
        await _workspace.SayAsync(_conversation, "Refused");
        var refused = (await ReadAsync(_conversation, await FailAsync(_notRun)))!;
        await _workspace.SayAsync(_conversation, "Offline");
        var offline = (await ReadAsync(_conversation, await FailAsync(usage: null, isFree: true)))!;

        Assert.Equal((0, 0, 100L), (refused.Counted.Requests, refused.Unknown.Requests, refused.PromptTokens));
        Assert.Equal((0, 0, null), (offline.Counted.Requests, offline.Unknown.Requests, offline.PromptTokens));
    }

    [Fact]
    public async Task WhatHasNotFailed_HasNoneOfIt()
    {
        await _workspace.SayAsync(_conversation, "Ask me");
        var claim = (await _workspace.ClaimAsync())!;
        Assert.Null(await ReadAsync(_conversation, claim.TurnId));
        await _workspace.Answers.StartAttemptAsync(claim, "m", new Reservation(100, 10), Cancellation);
        await _workspace.Answers.CancelAsync(claim, "So far", "m", usage: null, Cancellation);

        Assert.Null(await ReadAsync(_conversation, claim.TurnId));
        await _workspace.SayAsync(_conversation, "Again");
        var turn = await FailAsync(_notRun);
        Assert.Null(await ReadAsync(_workspace.NewId(), turn));
    }

    private Task<FailureUsage?> ReadAsync(Guid conversation, Guid turn) =>
        _workspace.Get<IUsageReader>().OfFailureAsync(TestWorkspace.AllSeeing, conversation, turn, Cancellation);

    private async Task DelayAsync(TokenUsage? usage)
    {
        var (claim, attempt) = await StartAsync(isFree: false);
        var retryAt = _workspace.Time.GetUtcNow().AddSeconds(5);
        await _workspace.Answers.DelayAsync(claim, attempt, _failure, retryAt, "", "m", usage, Cancellation);
        _workspace.Time.Advance(TimeSpan.FromSeconds(6));
    }

    /// <returns>The turn.</returns>
    private async Task<Guid> FailAsync(TokenUsage? usage, bool isFree = false)
    {
        var (claim, _) = await StartAsync(isFree);
        await _workspace.Answers.FailAsync(claim, _failure, "", "m", usage, Cancellation);
        return claim.TurnId;
    }

    private async Task<(TurnClaim Claim, int Attempt)> StartAsync(bool isFree)
    {
        var claim = (await _workspace.ClaimAsync())!;
        var reservation = isFree ? null : new Reservation(100, 10, 0.5m, "USD");
        return (claim, (await _workspace.Answers.StartAttemptAsync(claim, "m", reservation, Cancellation)).Number);
    }
}
