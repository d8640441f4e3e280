using System.Diagnostics;
using WorkSquared.Core;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Turns;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Core;

[Collection(nameof(SpanTests))]
public sealed class CoreActivityTests
{
    private const string Canary = "canary-7d1f";

    private static readonly ResponseMetadata _metadata = new("offline", "stop", Attempt: 1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Commit_HasEnded_BeforeItIsPublished()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        using var spans = new RecordedSpans();

        await workspace.SayAsync(workspace.NewId(), "Who hears of it, and when?");
        await workspace.RestartAsync();

        var (commit, publish) = (spans.Single("log.commit"), spans.Single("log.publish"));
        Assert.True(commit.StartTimeUtc + commit.Duration <= publish.StartTimeUtc);
        Assert.Equal(2, commit.GetTagItem("worksquared.events"));

        // The sweep of old drafts, which is due at each start, may share the transaction.
        Assert.InRange(Assert.IsType<int>(commit.GetTagItem("worksquared.requests")), 1, 2);
    }

    [Fact]
    public async Task Commit_ThatFails_IsAnError()
    {
        await using var workspace = await TestWorkspace.StartAsync();

        // After the sweep of old drafts, which is due at each start and may share its transaction.
        await workspace.SayAsync(workspace.NewId(), "First");
        using var spans = new RecordedSpans();
        workspace.Execute("CREATE TRIGGER full BEFORE INSERT ON events BEGIN SELECT RAISE(ABORT, 'no more'); END");

        await Assert.ThrowsAsync<CommandRefusedException>(() => workspace.SayAsync(workspace.NewId(), "Is there room?"));

        Assert.Contains(spans.Ended, span => span is { OperationName: "log.commit", Status: ActivityStatusCode.Error });
    }

    [Fact]
    public async Task IdleQueue_LeavesNoSpan()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        using var spans = new RecordedSpans();

        Assert.Null(await workspace.ClaimAsync());

        Assert.Empty(spans.Ended);
    }

    [Fact]
    public async Task Turn_IsOneTrace_AcrossRestarts()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        using var spans = new RecordedSpans();
        await workspace.SayAsync(workspace.NewId(), "Who remembers?");
        var interrupted = await workspace.ClaimAsync();
        await workspace.Answers.StartAttemptAsync(interrupted!, "test", null, Cancellation);

        await workspace.RestartAsync();
        var claim = await workspace.ClaimAsync();
        await workspace.Answers.StartAttemptAsync(claim!, "test", null, Cancellation);
        await workspace.Answers.AnswerAsync(claim!, "The trace does.", "test", _metadata, Cancellation);

        var turn = spans.Ended.Where(span => span.OperationName.StartsWith("turn.", StringComparison.Ordinal)).ToList();
        Assert.Equal(["turn.claim", "turn.attempt", "turn.claim", "turn.attempt", "turn.end"], turn.Select(span => span.OperationName));
        Assert.All(turn, span => Assert.Equal(claim!.TurnId.ToString("N"), span.TraceId.ToHexString()));
        Assert.Equal([1L, 1L, 2L, 2L, 2L], turn.Select(span => span.GetTagItem("worksquared.epoch")));

        var link = Assert.Single(spans.Single("chat.send").Links);
        Assert.Equal(TurnTrace.ContextOf(claim!.TurnId), link.Context);
    }

    [Fact]
    public async Task Spans_CarryNoText_ThatAPersonOrAModelWrote()
    {
        using var spans = new RecordedSpans();
        await using var workspace = await TestWorkspace.StartAsync();
        var conversation = workspace.NewId();

        var sent = await workspace.SayAsync(conversation, Canary);
        await workspace.Chat.RenameAsync(TestWorkspace.StoreId, conversation, Canary, workspace.NewId(), workspace.Ada, Cancellation);
        var claim = (await workspace.ClaimAsync())!;
        await workspace.Answers.StartAttemptAsync(claim, "test", null, Cancellation);
        await workspace.Turns.SaveDraftAsync(claim, 1, Canary, Cancellation);
        await workspace.Answers.FailAsync(claim, new TurnFailure("timeout", Canary, Retryable: true), Canary, "test", null, Cancellation);
        await workspace.AskAgainAsync(conversation, sent.TurnId);
        var again = (await workspace.ClaimAsync())!;
        await workspace.Turns.ReleaseAsync(again, Cancellation);
        await workspace.Chat.StopAsync(TestWorkspace.StoreId, conversation, again.TurnId, workspace.Ada, Cancellation);

        string[] expected =
        [
            "chat.retry", "chat.send", "chat.stop", "log.commit", "log.migrate", "log.publish",
            "turn.attempt", "turn.claim", "turn.draft", "turn.end", "turn.release",
        ];
        Assert.Equal(expected, spans.Ended.Select(span => span.OperationName).Distinct().Order());
        Assert.DoesNotContain(Canary, string.Concat(spans.Ended.Select(RecordedSpans.Everything)), StringComparison.Ordinal);
    }

    [Fact]
    public void ContextOfATurn_IsValidAndTheSame_InEveryProcess()
    {
        Guid turn = new("0197a3c1-7b1f-7c00-8000-000000000001");

        var context = TurnTrace.ContextOf(turn);

        Assert.Equal("0197a3c17b1f7c008000000000000001", context.TraceId.ToHexString());
        Assert.Equal(TurnTrace.ContextOf(turn), context);
        Assert.NotEqual(default, context.SpanId);
        Assert.Equal(ActivityTraceFlags.Recorded, context.TraceFlags);
    }
}
