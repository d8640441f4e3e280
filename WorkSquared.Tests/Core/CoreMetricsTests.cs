using System.Diagnostics.Metrics;
using WorkSquared.Core.Bus;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Turns;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Core;

public sealed class CoreMetricsTests
{
    private static readonly ResponseMetadata _metadata = new("offline", "stop", Attempt: 1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Turns_AreCounted_ByHowTheyEnded()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        using var metrics = new RecordedMetrics(workspace.Get<IMeterFactory>());

        var answered = await AskAsync(workspace);
        await workspace.Answers.AnswerAsync(answered, "Yes", "test", _metadata, Cancellation);
        var failed = await AskAsync(workspace);
        await workspace.Answers.FailAsync(failed, new TurnFailure("rate_limited", "Later.", Retryable: true), "", "test", null, Cancellation);
        var cancelled = await AskAsync(workspace);
        await workspace.Answers.CancelAsync(cancelled, "", "test", null, Cancellation);

        string[] expected =
            ["1 worksquared.outcome=answered", "1 worksquared.outcome=failed error.type=rate_limited", "1 worksquared.outcome=cancelled"];
        Assert.Equal(expected, metrics.Of("worksquared.turns.ended"));
        Assert.Equal(["1", "1", "1"], metrics.Of("worksquared.turns.attempts"));
        Assert.Empty(metrics.Of("worksquared.turns.late_writers"));
    }

    [Fact]
    public async Task LateWriter_IsCounted_AndNotAsAnEnd()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        using var metrics = new RecordedMetrics(workspace.Get<IMeterFactory>());
        var late = await AskAsync(workspace);
        await workspace.Turns.ReleaseAsync(late, Cancellation);
        await workspace.ClaimAsync();

        await workspace.Answers.AnswerAsync(late, "Too late", "test", _metadata, Cancellation);

        Assert.Equal(["1"], metrics.Of("worksquared.turns.late_writers"));
        Assert.Empty(metrics.Of("worksquared.turns.ended"));
    }

    [Fact]
    public async Task Backlog_CountsWhatIsOpen_AndAgesOnlyWhatNobodyAnswers()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        using var metrics = new RecordedMetrics(workspace.Get<IMeterFactory>());
        Assert.Equal((0, 0), (metrics.Gauge("worksquared.turns.open"), metrics.Gauge("worksquared.turns.oldest_waiting")));

        await workspace.SayAsync(workspace.NewId(), "First");
        workspace.Time.Advance(TimeSpan.FromSeconds(40));
        await workspace.SayAsync(workspace.NewId(), "Second");
        workspace.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal((2, 42), (metrics.Gauge("worksquared.turns.open"), metrics.Gauge("worksquared.turns.oldest_waiting")));

        var claim = await workspace.ClaimAsync();
        Assert.Equal((2, 2), (metrics.Gauge("worksquared.turns.open"), metrics.Gauge("worksquared.turns.oldest_waiting")));

        await workspace.Turns.ReleaseAsync(claim!, Cancellation);
        Assert.Equal(42, metrics.Gauge("worksquared.turns.oldest_waiting"));
    }

    [Fact]
    public async Task ClaimOfAnEarlierRun_KeepsNobodyFromWaiting()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        await AskAsync(workspace);

        await workspace.RestartAsync();
        workspace.Time.Advance(TimeSpan.FromSeconds(7));

        Assert.Equal(new Backlog(1, TimeSpan.FromSeconds(7)), await workspace.Get<ITurnBacklog>().ReadAsync(Cancellation));
    }

    [Fact]
    public async Task Commit_IsTimed_WhenItAddedEvents()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        using var metrics = new RecordedMetrics(workspace.Get<IMeterFactory>());

        await workspace.ClaimAsync();
        Assert.Empty(metrics.Of("worksquared.log.commit.duration"));

        await workspace.SayAsync(workspace.NewId(), "How long did this take?");
        Assert.Single(metrics.Of("worksquared.log.commit.duration"));
    }

    [Fact]
    public void Subscriber_FallsBehind_OnceAndNotAtEveryEvent()
    {
        var subscription = new Subscription(TestWorkspace.StoreId, topic: null);
        subscription.CatchUp();
        var committed = new CommittedEvent(
            TestWorkspace.StoreId, 1, default, "v1.Any", default, Actor.Person("ada"), null, default, default, new ConversationRenamed(default, "", default));

        var offers = Enumerable.Range(0, 300).Select(_ => subscription.Offer(committed)).ToList();

        Assert.Single(offers, kept => !kept);
        Assert.True(subscription.IsBehind);
    }

    private static async Task<TurnClaim> AskAsync(TestWorkspace workspace)
    {
        await workspace.SayAsync(workspace.NewId(), "A question");
        var claim = (await workspace.ClaimAsync())!;
        await workspace.Answers.StartAttemptAsync(claim, "test", null, Cancellation);
        return claim;
    }
}
