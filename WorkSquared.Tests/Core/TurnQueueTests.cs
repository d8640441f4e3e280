using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Turns;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Core;

public sealed class TurnQueueTests
{
    private static readonly ResponseMetadata _metadata = new("offline", "stop", Attempt: 1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Turn_IsClaimedOnce_ThoughManyTry()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        await workspace.SayAsync(workspace.NewId(), "Plan the move to the new office.");

        var claims = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => workspace.ClaimAsync()));

        Assert.Single(claims, claim => claim is not null);
    }

    [Fact]
    public async Task Conversation_IsAnsweredInOrder_OneTurnAtATime()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        var conversation = workspace.NewId();
        var first = await workspace.SayAsync(conversation, "First");
        var second = await workspace.SayAsync(conversation, "Second");

        var claim = await workspace.ClaimAsync();
        Assert.Equal(first.MessageId, claim!.QuestionId);
        Assert.Null(await workspace.ClaimAsync());

        Assert.True(await workspace.Answers.AnswerAsync(claim, "One", "test", _metadata, Cancellation));
        Assert.Equal(second.MessageId, (await workspace.ClaimAsync())!.QuestionId);
    }

    [Fact]
    public async Task Renewal_ThatComesAfterTheClaimWasGivenBack_DoesNotTakeItAgain()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        await workspace.SayAsync(workspace.NewId(), "Who answers?");
        var given = (await workspace.ClaimAsync())!;
        await workspace.Turns.ReleaseAsync(given, Cancellation);

        Assert.Equal(ClaimState.Lost, await workspace.Turns.RenewAsync(given, TimeSpan.FromSeconds(30), Cancellation));

        Assert.Equal(given.TurnId, (await workspace.ClaimAsync())?.TurnId);
    }

    [Fact]
    public async Task TextThatIsSavedAfterItsTurnWasPutOff_IsNotTakenForThatOfACrash()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        var conversation = workspace.NewId();
        await workspace.SayAsync(conversation, "Tell me");
        var claim = (await workspace.ClaimAsync())!;
        await workspace.Answers.StartAttemptAsync(claim, "test", null, Cancellation);
        var failure = new TurnFailure("stream_cut", "The connection broke.", Retryable: true);
        await workspace.Answers.DelayAsync(claim, 1, failure, workspace.Time.GetUtcNow(), "It be", "test", null, Cancellation);

        Assert.False(await workspace.Turns.SaveDraftAsync(claim, 1, "It be", Cancellation));

        await workspace.Answers.StartAttemptAsync((await workspace.ClaimAsync())!, "test", null, Cancellation);
        var interruption = Assert.Single((await workspace.OpenAsync(conversation)).OpenTurns[0].Interruptions);
        Assert.Equal(new Interruption(1, "The connection broke.", "It be"), interruption);
    }

    [Fact]
    public async Task LateWriter_CommitsNothing_OnceTheClaimHasPassed()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        var conversation = workspace.NewId();
        await workspace.SayAsync(conversation, "Who answers?");
        var late = await workspace.ClaimAsync();

        await workspace.Turns.ReleaseAsync(late!, Cancellation);
        var current = await workspace.ClaimAsync();
        Assert.Equal(late!.Epoch + 1, current!.Epoch);

        Assert.Equal(ClaimState.Lost, (await workspace.Answers.StartAttemptAsync(late, "test", null, Cancellation)).State);
        Assert.False(await workspace.Answers.AnswerAsync(late, "The late one", "test", _metadata, Cancellation));
        Assert.True(await workspace.Answers.AnswerAsync(current, "The current one", "test", _metadata, Cancellation));
        Assert.False(await workspace.Answers.AnswerAsync(current, "Twice", "test", _metadata, Cancellation));

        var answer = Assert.Single((await workspace.OpenAsync(conversation)).Messages, message => message.Kind is MessageKind.Answer);
        Assert.Equal("The current one", answer.Text);
    }

    [Fact]
    public async Task ClockThatJumps_MakesNobodyWorkOnATurnTwice()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        await workspace.SayAsync(workspace.NewId(), "While the laptop slept");
        Assert.NotNull(await workspace.ClaimAsync());

        workspace.Time.Advance(TimeSpan.FromMinutes(5));

        Assert.Null(await workspace.ClaimAsync());
    }

    [Fact]
    public async Task Stop_CommittedAfterTheClaim_IsSeenBeforeTheRequest()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        var conversation = workspace.NewId();
        await workspace.SayAsync(conversation, "Never mind");
        var claim = await workspace.ClaimAsync();
        await workspace.Chat.StopAsync(TestWorkspace.StoreId, conversation, claim!.TurnId, workspace.Ada, Cancellation);

        Assert.Equal(ClaimState.StopRequested, (await workspace.Answers.StartAttemptAsync(claim, "test", null, Cancellation)).State);
    }

    [Fact]
    public async Task Stop_OfATurnThatNobodyWorksOn_EndsItAtOnce_HoweverBusyTheResponderIs()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        var (delayed, crashed) = (workspace.NewId(), workspace.NewId());
        await workspace.SayAsync(delayed, "Ask me later");
        var claim = (await workspace.ClaimAsync())!;
        var failure = new TurnFailure("rate_limited", "It is busy.", Retryable: true);
        await workspace.Answers.DelayAsync(claim, 0, failure, workspace.Time.GetUtcNow().AddMinutes(5), "", "test", null, Cancellation);
        await workspace.SayAsync(crashed, "Tell me");
        await workspace.Turns.SaveDraftAsync((await workspace.ClaimAsync())!, 1, "It began", Cancellation);
        await workspace.RestartAsync();

        foreach (var conversation in new[] { delayed, crashed })
        {
            var turn = (await workspace.OpenAsync(conversation)).OpenTurns[0].Id;
            await workspace.Chat.StopAsync(TestWorkspace.StoreId, conversation, turn, workspace.Ada, Cancellation);
        }

        Assert.Equal((MessageKind.Cancelled, ""), LastOf(await workspace.OpenAsync(delayed)));
        Assert.Equal((MessageKind.Cancelled, "It began"), LastOf(await workspace.OpenAsync(crashed)));
        Assert.Null(await workspace.ClaimAsync());

        static (MessageKind Kind, string Text) LastOf(Conversation conversation) => (conversation.Messages[^1].Kind, conversation.Messages[^1].Text);
    }

    [Fact]
    public async Task TextOfACrashedAttempt_IsKept_WhenTheTurnIsStopped()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        var conversation = workspace.NewId();
        await workspace.SayAsync(conversation, "Tell me");
        var before = await workspace.ClaimAsync();
        await workspace.Turns.SaveDraftAsync(before!, 1, "It began", Cancellation);

        await workspace.RestartAsync();
        var after = await workspace.ClaimAsync();
        await workspace.Answers.CancelAsync(after!, textSoFar: "", "test", null, Cancellation);

        Assert.Equal("It began", (await workspace.OpenAsync(conversation)).Messages[^1].Text);
    }

    [Fact]
    public async Task Stores_TakeTurns_HoweverManyQuestionsOneOfThemHas()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        await AddStoreAsync(workspace, "small");
        foreach (var number in Enumerable.Range(0, 20))
        {
            await workspace.SayAsync(workspace.NewId(), $"Question {number}");
        }

        await workspace.Chat.SendAsync(new SendMessage("small", workspace.NewId(), workspace.NewId(), "Only one", workspace.Ada), Cancellation);
        var claims = new[] { await workspace.ClaimAsync(), await workspace.ClaimAsync() };

        Assert.Contains(claims, claim => claim!.StoreId == "small");
    }

    [Fact]
    public async Task LastSlot_IsForAStoreWithNothingUnderWay_UnlessThereIsOnlyOneStore()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        await workspace.SayAsync(workspace.NewId(), "One");
        await workspace.SayAsync(workspace.NewId(), "Two");
        await workspace.SayAsync(workspace.NewId(), "Three");
        Assert.NotNull(await workspace.ClaimAsync());
        Assert.NotNull(await workspace.ClaimAsync(isLastSlot: true));

        await AddStoreAsync(workspace, "small");
        Assert.Null(await workspace.ClaimAsync(isLastSlot: true));

        await workspace.Chat.SendAsync(new SendMessage("small", workspace.NewId(), workspace.NewId(), "Only one", workspace.Ada), Cancellation);
        Assert.Equal("small", (await workspace.ClaimAsync(isLastSlot: true))!.StoreId);
    }

    [Fact]
    public async Task Restart_FreesEveryClaimAtOnce()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        await workspace.SayAsync(workspace.NewId(), "Still there?");
        var before = await workspace.ClaimAsync();

        await workspace.RestartAsync();
        var after = await workspace.ClaimAsync();

        Assert.Equal(before!.TurnId, after!.TurnId);
        Assert.True(after.Epoch > before.Epoch);
    }

    [Fact]
    public async Task History_HoldsWholeTurns_EachQuestionOnce()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        var conversation = workspace.NewId();
        foreach (var number in Enumerable.Range(1, 3))
        {
            await workspace.SayAsync(conversation, $"Question {number}");
        }

        foreach (var number in Enumerable.Range(1, 2))
        {
            var claim = await workspace.ClaimAsync();
            await workspace.Answers.AnswerAsync(claim!, $"Answer {number}", "test", _metadata, Cancellation);
        }

        var third = await workspace.ClaimAsync();
        var history = await workspace.Turns.ReadHistoryAsync(third!, limit: 10, Cancellation);

        Assert.Equal(["Question 1", "Question 2"], history.Turns.Select(turn => turn.Question));
        Assert.Equal(["Answer 1", "Answer 2"], history.Turns.Select(turn => turn.Answer));
        Assert.Equal("Question 3", history.Question);
    }

    private static Task AddStoreAsync(TestWorkspace workspace, string id) => workspace.Writer.ExecuteAsync(
        session => session.Execute(
            "INSERT INTO stores (id, head, chain, projection_version) SELECT @p1, 0, @p2, projection_version FROM stores LIMIT 1", id, EventHash.Genesis),
        Cancellation);
}
