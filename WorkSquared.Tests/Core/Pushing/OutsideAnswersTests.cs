using System.Text.Json;
using WorkSquared.Core;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Pushing;
using WorkSquared.Core.Tokens;
using WorkSquared.Core.Turns;
using WorkSquared.Core.Verification;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Core.Pushing;

/// <summary>Another service in the place of the responder.</summary>
public sealed class OutsideAnswersTests : IAsyncLifetime
{
    private readonly Guid _conversation = Guid.Parse("01980000-0000-7000-8000-000000000002");
    private TestWorkspace _workspace = null!;
    private TokenHolder _planner = null!;
    private TokenHolder _other = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _workspace = await TestWorkspace.StartAsync();
        _planner = await HolderAsync("planner@example.org");
        _other = await HolderAsync("other@example.org");
    }

    public ValueTask DisposeAsync() => _workspace.DisposeAsync();

    [Fact]
    public async Task Answer_OfAService_IsTheTurnsAnswer_WithTheAskersRights()
    {
        var question = await _workspace.SayAsync(_conversation, "When is the kick-off?");
        await PushAsync(_planner, "v1.LLMResponseStarted", Start(question));
        Assert.Equal(1, (await _workspace.OpenAsync(_conversation)).OpenTurns[0].Attempt);

        await PushAsync(_planner, "v1.LLMResponseReceived", Answer(question, "On Monday."));

        var answer = (await LastAsync<LLMResponseReceived>()).Data;
        Assert.Equal(("On Monday.", "rules-1", TurnIds.AnswerOf(question.TurnId)), (answer.Message, answer.ModelId, answer.Id));
        Assert.Equal(("planner", "stop", 1), (answer.Metadata.Source, answer.Metadata.FinishReason, answer.Metadata.Attempt));
        Assert.Equal(Actor.AssistantFor(_workspace.Ada), (await LastAsync<LLMResponseReceived>()).Event.Actor);
        Assert.Equal(question.TurnId, (await LastAsync<LLMResponseReceived>()).Event.CausationId);
        Assert.True((await _workspace.Get<ILogVerifier>().VerifyAsync(Cancellation)).IsSound);
    }

    [Fact]
    public async Task Turn_HasOneEnd_WhoeverBringsItAndHowOften()
    {
        var question = await _workspace.SayAsync(_conversation, "When is the kick-off?");
        var command = _workspace.NewId();
        await PushAsync(_planner, "v1.LLMResponseReceived", Answer(question, "On Monday."), command);

        var again = await PushAsync(_planner, "v1.LLMResponseReceived", Answer(question, "On Monday."), command);
        Assert.True(again.Committed[0].Duplicate);
        await AssertRefusedAsync(Refusal.Conflict, _planner, "v1.LLMResponseReceived", Answer(question, "On Tuesday."), command);
        await AssertRefusedAsync(Refusal.Conflict, _planner, "v1.LLMResponseReceived", Answer(question, "On Monday."));
        await AssertRefusedAsync(Refusal.Conflict, _other, "v1.LLMResponseReceived", Answer(question, "On Tuesday."));
        await AssertRefusedAsync(Refusal.Conflict, _other, "v1.LLMResponseFailed", Failure(question));
        await AssertRefusedAsync(Refusal.Conflict, _other, "v1.LLMResponseStarted", Start(question));

        Assert.Single(await AllAsync<LLMResponseReceived>());
    }

    [Fact]
    public async Task Start_KeepsOthersOff_UntilItsLeaseEnds_AndItsOwnServiceMayGoOn()
    {
        var question = await _workspace.SayAsync(_conversation, "When is the kick-off?");
        var command = _workspace.NewId();
        await PushAsync(_planner, "v1.LLMResponseStarted", Start(question), command);
        Assert.True((await PushAsync(_planner, "v1.LLMResponseStarted", Start(question), command)).Committed[0].Duplicate);

        await AssertRefusedAsync(Refusal.Conflict, _other, "v1.LLMResponseStarted", Start(question));
        await AssertRefusedAsync(Refusal.Conflict, _other, "v1.LLMResponseReceived", Answer(question, "On Tuesday."));
        await PushAsync(_planner, "v1.LLMResponseStarted", Start(question));

        _workspace.Time.Advance(OutsideAnswers.Lease + TimeSpan.FromSeconds(1));
        await PushAsync(_other, "v1.LLMResponseStarted", Start(question));
        await AssertRefusedAsync(Refusal.Conflict, _planner, "v1.LLMResponseReceived", Answer(question, "On Monday."));
        await PushAsync(_other, "v1.LLMResponseReceived", Answer(question, "On Tuesday."));

        Assert.Equal([(1, 1L), (2, 2L), (3, 3L)], (await AllAsync<LLMResponseStarted>()).Select(started => (started.Attempt, started.Epoch)));
        Assert.Equal("On Tuesday.", Assert.Single(await AllAsync<LLMResponseReceived>()).Message);
        Assert.True((await _workspace.Get<ILogVerifier>().VerifyAsync(Cancellation)).IsSound);
    }

    [Fact]
    public async Task Turn_ThatTheResponderHolds_IsItsOwn()
    {
        var question = await _workspace.SayAsync(_conversation, "When is the kick-off?");
        var claim = await _workspace.ClaimAsync();

        await AssertRefusedAsync(Refusal.Conflict, _planner, "v1.LLMResponseStarted", Start(question));
        await AssertRefusedAsync(Refusal.Conflict, _planner, "v1.LLMResponseReceived", Answer(question, "On Monday."));

        await _workspace.Turns.ReleaseAsync(claim!, Cancellation);
        await PushAsync(_planner, "v1.LLMResponseReceived", Answer(question, "On Monday."));
        Assert.False(await _workspace.Answers.AnswerAsync(claim!, "Late", "m", new ResponseMetadata("offline", "stop", 1), Cancellation));
    }

    [Fact]
    public async Task Stop_EndsWhatAServiceIsAnswering_AndItsAnswerComesTooLate()
    {
        var question = await _workspace.SayAsync(_conversation, "When is the kick-off?");
        await PushAsync(_planner, "v1.LLMResponseStarted", Start(question));

        await _workspace.Chat.StopAsync(TestWorkspace.StoreId, _conversation, question.TurnId, _workspace.Ada, Cancellation);

        await AssertRefusedAsync(Refusal.Conflict, _planner, "v1.LLMResponseReceived", Answer(question, "On Monday."));
        Assert.Single(await AllAsync<LLMResponseCancelled>());
    }

    [Fact]
    public async Task Failure_AndCancellation_EndATurn_AsTheResponderWould()
    {
        var first = await _workspace.SayAsync(_conversation, "One?");
        await PushAsync(_planner, "v1.LLMResponseFailed", Failure(first));
        var second = await _workspace.SayAsync(_conversation, "Two?", after: first.TurnId);
        await PushAsync(_planner, "v1.LLMResponseCancelled", new { conversationId = _conversation, responseToMessageId = second.MessageId, message = "So far" });

        Assert.Equal(("out_of_office", "The planner is away.", true), Of(Assert.Single(await AllAsync<LLMResponseFailed>())));
        var cancelled = Assert.Single(await AllAsync<LLMResponseCancelled>());
        Assert.Equal(("So far", _planner.Actor.Value), (cancelled.Message, cancelled.CancelledBy));
        var retried = await _workspace.AskAgainAsync(_conversation, first.TurnId);
        await PushAsync(_planner, "v1.LLMResponseReceived", Answer(first, "One."));
        Assert.Equal(retried, (await LastAsync<LLMResponseReceived>()).Event.CausationId);

        static (string, string, bool) Of(LLMResponseFailed failed) => (failed.ErrorClass, failed.Reason, failed.Retryable);
    }

    [Theory]
    [InlineData("""{"message":"  "}""")]
    [InlineData("""{"role":"user"}""")]
    [InlineData("""{"metadata":{"source":"Not A Word"}}""")]
    [InlineData("""{"metadata":{"finishReason":"bored"}}""")]
    [InlineData("""{"metadata":{"inputTokens":-1}}""")]
    [InlineData("""{"message":"a\u0000b"}""")]
    public async Task Answer_ThatCannotBe_IsRefused(string change)
    {
        var question = await _workspace.SayAsync(_conversation, "When is the kick-off?");
        var payload = JsonSerializer.SerializeToNode(Answer(question, "On Monday."))!.AsObject();
        foreach (var (name, value) in JsonDocument.Parse(change).RootElement.EnumerateObject().Select(field => (field.Name, field.Value)))
        {
            payload[name] = JsonSerializer.SerializeToNode(value);
        }

        await AssertRefusedAsync(Refusal.Invalid, _planner, "v1.LLMResponseReceived", payload);
        Assert.Empty(await AllAsync<LLMResponseReceived>());
    }

    [Fact]
    public async Task Question_OfAnotherConversation_IsNotThere()
    {
        var question = await _workspace.SayAsync(_conversation, "When is the kick-off?");

        await AssertRefusedAsync(
            Refusal.NotFound, _planner, "v1.LLMResponseReceived", new { conversationId = _workspace.NewId(), responseToMessageId = question.MessageId, message = "a" });
    }

    private object Start(SentMessage question) => new { conversationId = _conversation, responseToMessageId = question.MessageId, modelId = "rules-1", attempt = 9, epoch = 99 };

    private object Answer(SentMessage question, string text) => new
    {
        id = question.MessageId,
        conversationId = _conversation,
        message = text,
        role = "assistant",
        modelId = "rules-1",
        responseToMessageId = question.MessageId,
        createdAt = "2020-01-01T00:00:00Z",
        metadata = new { source = "planner" },
    };

    private object Failure(SentMessage question) => new
    {
        conversationId = _conversation,
        responseToMessageId = question.MessageId,
        errorClass = "out_of_office",
        reason = "The planner is away.",
        retryable = true,
    };

    private async Task<TokenHolder> HolderAsync(string user)
    {
        var token = await _workspace.Get<ITokenCommands>().CreateAsync(
            new CreateToken(TestWorkspace.StoreId, user, TokenScope.Write, TimeSpan.FromHours(12), Actor.System), Cancellation);
        return (await _workspace.Get<ITokenReader>().FindAsync(token.Text, Cancellation))!;
    }

    private async Task<PushReceipt> PushAsync(TokenHolder holder, string type, object payload, Guid? commandId = null) =>
        await _workspace.Get<IPushCommands>().PushAsync(
            holder, [new PushedEvent(commandId ?? _workspace.NewId(), type, JsonSerializer.SerializeToElement(payload))], Cancellation)
        ?? throw new InvalidOperationException("The token is not good.");

    private async Task AssertRefusedAsync(Refusal refusal, TokenHolder holder, string type, object payload, Guid? commandId = null)
    {
        var refused = await Assert.ThrowsAsync<PushRefusedException>(() => PushAsync(holder, type, payload, commandId));
        Assert.Equal(refusal, refused.Refusal);
    }

    private async Task<List<T>> AllAsync<T>()
        where T : WorkEvent => [.. (await EventsAsync()).Select(committed => committed.Data).OfType<T>()];

    private async Task<(CommittedEvent Event, T Data)> LastAsync<T>()
        where T : WorkEvent
    {
        var last = (await EventsAsync()).Last(committed => committed.Data is T);
        return (last, (T)last.Data);
    }

    private async Task<List<CommittedEvent>> EventsAsync()
    {
        var head = (await _workspace.Get<WorkSquared.Core.Export.IStoreLog>().DescribeAsync(TestWorkspace.AllSeeing, Cancellation)).Head;
        return await _workspace.TakeAsync((int)head);
    }
}
