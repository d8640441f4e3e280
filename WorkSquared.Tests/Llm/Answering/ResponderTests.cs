using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Organising;
using WorkSquared.Core.Turns;
using WorkSquared.Core.Verification;
using WorkSquared.Llm.Providers.Streams;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Llm.Answering;

public sealed class ResponderTests : IDisposable
{
    private readonly ScriptedChatClient _model = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Question_IsAnsweredOnce_AndTheAttemptIsRecordedBeforeTheRequest()
    {
        await using var workspace = await StartAsync();
        var conversation = workspace.NewId();
        await workspace.SayAsync(conversation, "How do we start?");

        var call = await _model.NextCallAsync();
        var started = (await workspace.TakeAsync(3))[^1];
        Assert.Equal(1, Assert.IsType<LLMResponseStarted>(started.Data).Attempt);
        Assert.Equal(["user: How do we start?"], call.Turns);

        call.Answer("With a kick-off.");
        var answer = (await workspace.TakeAsync(4))[^1];

        var received = Assert.IsType<LLMResponseReceived>(answer.Data);
        Assert.Equal("With a kick-off.", received.Message);
        Assert.Equal("scripted", received.ModelId);
        Assert.Equal([2L], received.Metadata.Prompt!.Positions);
        Assert.Equal(Actor.AssistantFor(workspace.Ada), answer.Actor);
        Assert.Equal(answer.CausationId, started.CausationId);
        Assert.Empty((await workspace.OpenAsync(conversation)).OpenTurns);
    }

    [Fact]
    public async Task QuestionsOfOneConversation_AreAnsweredInOrder_EachSeeingTheEarlierAnswers()
    {
        await using var workspace = await StartAsync();
        var conversation = workspace.NewId();
        await workspace.SayAsync(conversation, "First");
        var first = await _model.NextCallAsync();
        await workspace.SayAsync(conversation, "Second");
        await workspace.SayAsync(conversation, "Third");

        first.Answer("One");
        var second = await _model.NextCallAsync();
        Assert.Equal(["user: First", "assistant: One", "user: Second"], second.Turns);
        Assert.False(_model.HasCall);

        second.Answer("Two");
        var third = await _model.NextCallAsync();
        Assert.Equal(["user: First", "assistant: One", "user: Second", "assistant: Two", "user: Third"], third.Turns);
        third.Answer("Three");
    }

    [Fact]
    public async Task EditedAnswer_IsWhatTheModelSees_OnItsBranchAlone()
    {
        await using var workspace = await StartAsync();
        var conversation = workspace.NewId();
        var original = (await workspace.SayAsync(conversation, "First")).TurnId;
        (await _model.NextCallAsync()).Answer("One");
        await workspace.TakeAsync(4);

        var edit = new EditAnswer(TestWorkspace.StoreId, workspace.NewId(), conversation, TurnIds.AnswerOf(original), "One and a half", workspace.Ada);
        var edited = await workspace.Get<IAnswerEdits>().EditAsync(edit, Cancellation);
        await workspace.SayAsync(conversation, "Second", after: edited);
        var second = await _model.NextCallAsync();
        second.Answer("Two");
        await workspace.SayAsync(conversation, "Other", after: original);
        var other = await _model.NextCallAsync();
        other.Answer("Three");

        Assert.Equal(["user: First", "assistant: One and a half", "user: Second"], second.Turns);
        Assert.Equal(["user: First", "assistant: One", "user: Other"], other.Turns);
        Assert.False(_model.HasCall);
    }

    [Fact]
    public async Task Conversations_AreAnsweredSideBySide()
    {
        await using var workspace = await StartAsync();
        await workspace.SayAsync(workspace.NewId(), "Here");
        await workspace.SayAsync(workspace.NewId(), "There");

        var calls = new[] { await _model.NextCallAsync(), await _model.NextCallAsync() };

        Assert.Equal(["user: Here", "user: There"], calls.SelectMany(call => call.Turns).Order());
        Array.ForEach(calls, call => call.Answer("Yes"));
    }

    [Fact]
    public async Task WhoeverJoinsInTheMiddle_SeesTheWholeTextSoFar()
    {
        await using var workspace = await StartAsync();
        var conversation = workspace.NewId();
        await workspace.SayAsync(conversation, "Tell me");
        var call = await _model.NextCallAsync();
        call.Say("Once ");

        await using var early = workspace.Drafts.WatchAsync(TestWorkspace.AllSeeing, conversation, Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.True(await early.MoveNextAsync());
        Assert.Equal("Once ", early.Current.Text);

        call.Say("upon a time");
        await workspace.AdvanceUntilAsync(async () => await early.MoveNextAsync());
        Assert.Equal("Once upon a time", early.Current.Text);

        await using var late = workspace.Drafts.WatchAsync(TestWorkspace.AllSeeing, conversation, Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.True(await late.MoveNextAsync());
        Assert.Equal("Once upon a time", late.Current.Text);
        call.Finish();
    }

    [Fact]
    public async Task Stop_CancelsTheRequest_AndKeepsTheText()
    {
        await using var workspace = await StartAsync();
        var conversation = workspace.NewId();
        await workspace.SayAsync(conversation, "A long one");
        var call = await _model.NextCallAsync();
        call.Say("It began");
        var turn = (await workspace.OpenAsync(conversation)).OpenTurns[0];

        await workspace.Chat.StopAsync(TestWorkspace.StoreId, conversation, turn.Id, Actor.Person("bob"), Cancellation);
        await call.Cancelled;

        var cancelled = Assert.IsType<LLMResponseCancelled>((await workspace.TakeAsync(5))[^1].Data);
        Assert.Equal("It began", cancelled.Message);
        Assert.Equal("person:bob", cancelled.CancelledBy);
    }

    [Fact]
    public async Task Deletion_CancelsTheRequest_AndKeepsTheText()
    {
        await using var workspace = await StartAsync();
        var conversation = workspace.NewId();
        await workspace.SayAsync(conversation, "A long one");
        var call = await _model.NextCallAsync();
        call.Say("It began");

        var delete = new Organise(TestWorkspace.StoreId, workspace.NewId(), conversation, OrganisingAct.Delete, Actor.Person("bob"));
        await workspace.Get<IOrganisingCommands>().OrganiseAsync(delete, Cancellation);
        await call.Cancelled;

        var cancelled = Assert.IsType<LLMResponseCancelled>((await workspace.TakeAsync(6))[^1].Data);
        Assert.Equal(("It began", "person:bob"), (cancelled.Message, cancelled.CancelledBy));
    }

    [Fact]
    public async Task Stop_OfATurnInLine_EndsIt_WithoutARequest()
    {
        await using var workspace = await StartAsync();
        var conversation = workspace.NewId();
        await workspace.SayAsync(conversation, "Running");
        var running = await _model.NextCallAsync();
        var waiting = await workspace.SayAsync(conversation, "Waiting");
        var turn = (await workspace.OpenAsync(conversation)).OpenTurns.Single(open => open.QuestionId == waiting.MessageId);

        await workspace.Chat.StopAsync(TestWorkspace.StoreId, conversation, turn.Id, workspace.Ada, Cancellation);
        var cancelled = (await workspace.TakeAsync(6))[^1];
        running.Answer("Done");
        await workspace.TakeAsync(7);

        Assert.IsType<LLMResponseCancelled>(cancelled.Data);
        Assert.Equal(turn.Id, cancelled.CausationId);
        Assert.False(_model.HasCall);
    }

    [Fact]
    public async Task Failure_IsAnEventOfItsOwn_NeverTheAssistantsWords_AndStaysOutOfThePrompt()
    {
        await using var workspace = await StartAsync();
        var conversation = workspace.NewId();
        await workspace.SayAsync(conversation, "Ask me");
        var call = await _model.NextCallAsync();
        call.Say("Half a sen");
        call.Fail(new AnswerFailedException(AnswerFault.TooLarge, innerException: new IOException("secret-of-the-provider")));

        var failed = Assert.IsType<LLMResponseFailed>((await workspace.TakeAsync(4))[^1].Data);
        Assert.Equal("too_large", failed.ErrorClass);
        Assert.Equal("Half a sen", failed.Message);
        Assert.DoesNotContain("secret", failed.Reason, StringComparison.Ordinal);

        await workspace.SayAsync(conversation, "And now?");
        var next = await _model.NextCallAsync();
        Assert.Equal(["user: And now?"], next.Turns);
        next.Answer("Now it works.");
    }

    [Fact]
    public async Task StreamWithoutAFinishReason_IsNotAnAnswer()
    {
        await using var workspace = await StartAsync();
        await workspace.SayAsync(workspace.NewId(), "All of it, please");
        var call = await _model.NextCallAsync();
        call.Say("Only a piece");
        call.Fail(new AnswerFailedException(AnswerFault.Cut));

        Assert.Equal("Only a piece", Assert.IsType<LLMResponseDelayed>((await workspace.TakeAsync(4))[^1].Data).Message);
    }

    [Fact]
    public async Task WhatAProviderSendsInPlaceOfNamesAndWords_DoesNotFillTheLog()
    {
        await using var workspace = await StartAsync();
        await workspace.SayAsync(workspace.NewId(), "Who are you?");
        var call = await _model.NextCallAsync();
        call.Say("I am\0 me.", model: new string('m', 5_000));
        call.Finish(new ChatFinishReason(new string('r', 5_000)));

        var received = Assert.IsType<LLMResponseReceived>((await workspace.TakeAsync(4))[^1].Data);
        Assert.Equal(("I am me.", 100, 100), (received.Message, received.ModelId.Length, received.Metadata.FinishReason.Length));
    }

    [Fact]
    public async Task Retry_AsksAgain_WithTheHistoryOfTheQuestion()
    {
        await using var workspace = await StartAsync();
        var conversation = workspace.NewId();
        var question = await workspace.SayAsync(conversation, "Ask me");
        (await _model.NextCallAsync()).Fail(new AnswerFailedException(AnswerFault.TooLarge));
        await workspace.TakeAsync(4);

        await workspace.AskAgainAsync(conversation, question.TurnId);
        var again = await _model.NextCallAsync();
        Assert.Equal(["user: Ask me"], again.Turns);
        again.Answer("At last");

        await workspace.TakeAsync(7);
        Assert.Equal(
            [MessageKind.Question, MessageKind.Failure, MessageKind.Answer],
            (await workspace.OpenAsync(conversation)).Messages.Select(message => message.Kind));
    }

    [Fact]
    public async Task RestartInTheMiddle_AsksOnceMore_AndGivesOneAnswer()
    {
        await using var workspace = await StartAsync();
        var conversation = workspace.NewId();
        await workspace.SayAsync(conversation, "Survive this");
        var before = await _model.NextCallAsync();
        before.Say("Never fini");

        await workspace.AdvanceUntilAsync(workspace.RestartAsync);
        var after = await _model.NextCallAsync();
        after.Answer("Finished");
        var events = await workspace.TakeAsync(5);

        Assert.Equal([1, 2], events.Select(committed => committed.Data).OfType<LLMResponseStarted>().Select(started => started.Attempt));
        Assert.Equal("Finished", Assert.IsType<LLMResponseReceived>(events[^1].Data).Message);
        Assert.Empty((await workspace.Get<ILogVerifier>().VerifyAsync(Cancellation)).Faults);
    }

    public void Dispose() => _model.Dispose();

    private Task<TestWorkspace> StartAsync() => TestWorkspace.StartAsync(configure: services => services
        .AddWorkSquaredLlm()
        .AddSingleton<IChatClient>(_model));
}
