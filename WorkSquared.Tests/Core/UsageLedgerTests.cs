using CsCheck;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Turns;
using WorkSquared.Core.Usage;
using WorkSquared.Core.Verification;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Core;

/// <summary>Random days: whatever becomes of the requests, the ledger is never below what a provider can bill for them.</summary>
public sealed class UsageLedgerTests
{
    private static readonly Gen<Step> _step = Gen.Select(
        Gen.Enum<Kind>(), Gen.Int[0, 5], Gen.Int[0, 40], Gen.Int[0, 40], Gen.Enum<Known>(), (kind, number, input, output, known) => new Step(kind, number, input, output, known));

    public enum Kind
    {
        Ask,
        Start,
        StartAgain,
        Answer,
        Fail,
        Cancel,
        Delay,
        Crash,
        NextDay,
    }

    public enum Known
    {
        Nothing,
        NotRun,
        Counted,
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ledger_AtEveryMoment_CoversWhatAProviderCanBill_AndIsWhatAReplayGives() =>
        await _step.Array[5, 50].SampleAsync(
            async steps =>
            {
                await using var workspace = await TestWorkspace.StartAsync();
                var run = new Run(workspace);
                foreach (var step in steps)
                {
                    await run.TakeAsync(step);
                    await run.CheckAsync();
                }

                Assert.Empty((await workspace.Get<ILogVerifier>().VerifyAsync(Cancellation)).Faults);
            },
            iter: 40,
            threads: 1);

    [Fact]
    public async Task Reservation_OfARequestThatACrashCutOff_StaysBesideThatOfTheNext()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        await workspace.SayAsync(workspace.NewId(), "Ask me");
        await workspace.Answers.StartAttemptAsync((await workspace.ClaimAsync())!, "test", new Reservation(100, 10), Cancellation);
        await workspace.RestartAsync();

        var claim = (await workspace.ClaimAsync())!;
        await workspace.Answers.StartAttemptAsync(claim, "test", new Reservation(100, 10), Cancellation);
        await workspace.Answers.AnswerAsync(claim, "Yes.", "test", new ResponseMetadata("openai", "stop", 2, InputTokens: 95, OutputTokens: 3), Cancellation);

        var sum = await workspace.Get<IUsageReader>().OfConversationAsync(TestWorkspace.AllSeeing, claim.ConversationId, Cancellation);
        Assert.Equal((2, 110 + 98, 110), (sum.Requests, sum.Tokens, sum.ReservedTokens));
    }

    [Fact]
    public async Task Sums_OfMemberConversationAndStore_SayTheSame_AndKeepCurrenciesApart()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        var conversation = workspace.NewId();
        foreach (var currency in new[] { "USD", "EUR", "USD" })
        {
            await workspace.SayAsync(conversation, "Ask me");
            var claim = (await workspace.ClaimAsync())!;
            await workspace.Answers.StartAttemptAsync(claim, "test", new Reservation(100, 10, 0.5m, currency), Cancellation);
            var metadata = new ResponseMetadata(
                "openai", "stop", 1, InputTokens: 90, OutputTokens: 5, CachedInputTokens: 60, Cost: 0.000001m, Currency: currency);
            await workspace.Answers.AnswerAsync(claim, "Yes.", "test", metadata, Cancellation);
        }

        var reader = workspace.Get<IUsageReader>();
        var today = new DateOnly(2026, 1, 5);
        var store = await reader.OfStoreAsync(TestWorkspace.AllSeeing, days: 1, Cancellation);
        UsageSum[] sums =
        [
            await reader.OfConversationAsync(TestWorkspace.AllSeeing, conversation, Cancellation),
            await reader.OfMemberAsync(TestWorkspace.AllSeeing, workspace.Ada, today, today, Cancellation),
            UsageSum.Of(store.Shares.Where(share => share.Day == today && share.Member == workspace.Ada).Select(share => share.Sum)),
        ];

        Assert.All(sums, sum =>
        {
            Assert.Equal((3, 270, 180, 15, 0), (sum.Requests, sum.InputTokens, sum.CachedInputTokens, sum.OutputTokens, sum.ReservedTokens));
            Assert.Equal([new Cost(0.000001m, "EUR"), new Cost(0.000002m, "USD")], sum.Costs.OrderBy(cost => cost.Currency));
        });
    }

    public sealed record Step(Kind Kind, int Number, int Input, int Output, Known Known);

    /// <summary>The model: what each request may be billed at most, as one knows at this moment.</summary>
    private sealed class Run(TestWorkspace workspace)
    {
        private readonly Dictionary<(Guid Turn, int Attempt), (long Tokens, decimal Cost)> _billable = [];
        private readonly Dictionary<Guid, Guid> _conversations = [];
        private List<(TurnClaim Claim, int Attempt)> _running = [];

        public async Task TakeAsync(Step step)
        {
            switch (step.Kind)
            {
                case Kind.Ask:
                    await workspace.SayAsync(workspace.NewId(), "Ask me");
                    break;
                case Kind.Start when await workspace.ClaimAsync() is { } claim:
                    await StartAsync(claim, step);
                    break;
                case Kind.StartAgain when Pick(step) is { } running:
                    _running.Remove(running);
                    await StartAsync(running.Claim, step);
                    break;
                case Kind.Answer when Pick(step) is { } running:
                    var counted = step.Known is Known.Nothing ? null : Usage(step);
                    var metadata = new ResponseMetadata(
                        "openai", "stop", running.Attempt, counted?.InputTokens, counted?.OutputTokens, Cost: counted?.Cost, Currency: counted?.Currency);
                    Assert.True(await workspace.Answers.AnswerAsync(running.Claim, "Yes.", "test", metadata, Cancellation));
                    End(running, counted);
                    break;
                case Kind.Fail when Pick(step) is { } running:
                    Assert.True(await workspace.Answers.FailAsync(running.Claim, new("timeout", "Nothing came.", true), "", "test", Usage(step), Cancellation));
                    End(running, Usage(step));
                    break;
                case Kind.Cancel when Pick(step) is { } running:
                    Assert.True(await workspace.Answers.CancelAsync(running.Claim, "So far", "test", Usage(step), Cancellation));
                    End(running, Usage(step));
                    break;
                case Kind.Delay when Pick(step) is { } running:
                    var retryAt = workspace.Time.GetUtcNow().AddSeconds(5);
                    Assert.True(await workspace.Answers.DelayAsync(
                        running.Claim, running.Attempt, new("timeout", "Nothing came.", true), retryAt, "So far", "test", Usage(step), Cancellation));
                    End(running, Usage(step));
                    workspace.Time.Advance(TimeSpan.FromSeconds(6));
                    break;
                case Kind.Crash when step.Number == 0:
                    await workspace.RestartAsync();
                    _running = [];
                    break;
                case Kind.NextDay when step.Number == 0:
                    workspace.Time.Advance(TimeSpan.FromHours(17));
                    break;
            }
        }

        public async Task CheckAsync()
        {
            var reader = workspace.Get<IUsageReader>();
            var store = await reader.OfStoreAsync(TestWorkspace.AllSeeing, days: 1000, Cancellation);
            var sum = UsageSum.Of(store.Shares.Select(share => share.Sum));

            // No less than could be billed, and no more than that either.
            Assert.Equal((_billable.Count, _billable.Values.Sum(most => most.Tokens)), (sum.Requests, sum.Tokens));
            Assert.Equal(_billable.Values.Sum(most => most.Cost), sum.Costs.Sum(cost => cost.Amount));
            foreach (var conversation in _conversations.Values.Distinct())
            {
                var expected = _billable.Where(entry => _conversations[entry.Key.Turn] == conversation).Sum(entry => entry.Value.Tokens);
                Assert.Equal(expected, (await reader.OfConversationAsync(TestWorkspace.AllSeeing, conversation, Cancellation)).Tokens);
            }
        }

        private static TokenUsage? Usage(Step step) => step.Known switch
        {
            Known.Nothing => null,
            Known.NotRun => new TokenUsage(0, 0, Cost: 0, Currency: "USD"),
            _ => new TokenUsage(step.Input, step.Output / 2, Cost: (step.Input + (step.Output / 2)) / 1_000_000m, Currency: "USD"),
        };

        private async Task StartAsync(TurnClaim claim, Step step)
        {
            var reservation = new Reservation(step.Input + 40, 40, (step.Input + 80) / 1_000_000m, "USD");
            var started = await workspace.Answers.StartAttemptAsync(claim, "test", reservation, Cancellation);
            Assert.Equal(ClaimState.Held, started.State);
            _conversations[claim.TurnId] = claim.ConversationId;
            _billable.Add((claim.TurnId, started.Number), (reservation.InputTokens + reservation.OutputTokens, reservation.Cost!.Value));
            _running.Add((claim, started.Number));
        }

        private void End((TurnClaim Claim, int Attempt) running, TokenUsage? usage)
        {
            _running.Remove(running);
            if (usage is not null)
            {
                _billable[(running.Claim.TurnId, running.Attempt)] = (usage.InputTokens + usage.OutputTokens, usage.Cost!.Value);
            }
        }

        private (TurnClaim Claim, int Attempt)? Pick(Step step) => _running.Count == 0 ? null : _running[step.Number % _running.Count];
    }
}
