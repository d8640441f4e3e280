using System.Text.Json;
using WorkSquared.Core;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Log;
using WorkSquared.Core.Members;
using WorkSquared.Core.Pushing;
using WorkSquared.Core.Rights;
using WorkSquared.Core.Tokens;
using WorkSquared.Core.Turns;
using WorkSquared.Core.Usage;
using WorkSquared.Core.Verification;
using WorkSquared.Tests.Core.Team;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Core.Rights;

public sealed class RoleRightsTests : IAsyncLifetime
{
    private TeamOfTheTest _team = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _team = await TeamOfTheTest.StartAsync();

    public ValueTask DisposeAsync() => _team.DisposeAsync();

    [Fact]
    public void EveryTypeOfEvent_HasARowInTheTable() =>
        Assert.Empty(EventTypes.Known.Where(type => RightsTable.Find(type) is null).Select(type => type.Name));

    [Fact]
    public void WhatHasNoRow_IsRefused_ToTheSystemToo() => Assert.Null(RightsTable.Find(typeof(UnknownEvent)));

    [Theory]
    [InlineData(Role.Guest, false)]
    [InlineData(Role.Member, true)]
    [InlineData(Role.Admin, true)]
    public async Task Conversations_AreBegunByMembers_AndNotByGuests(Role role, bool isAllowed)
    {
        var bob = await _team.JoinAsync("Bob", role);
        var before = await HeadAsync();

        if (isAllowed)
        {
            await _team.SayAsync(bob);
            Assert.NotEqual(before, await HeadAsync());
        }
        else
        {
            await TeamOfTheTest.RefuseAsync(Refusal.Forbidden, () => _team.SayAsync(bob));
            Assert.Equal(before, await HeadAsync());
        }
    }

    [Theory]
    [InlineData("local")]
    [InlineData("imported:01980000-0000-7000-8000-000000000001")]
    [InlineData("01980000-0000-7000-8000-000000000001")]
    public async Task Somebody_WhoDoesNotBelongToAStore_DoesNotLearnThatItIsThere(string person)
    {
        var refused = await Assert.ThrowsAsync<CommandRefusedException>(() => _team.Workspace.Chat.SendAsync(
            new SendMessage(TestWorkspace.StoreId, _team.Workspace.NewId(), _team.Workspace.NewId(), "Hello", Actor.Person(person)), Cancellation));

        Assert.Equal((Refusal.NotFound, "There is no such workspace."), (refused.Refusal, refused.Message));
    }

    [Fact]
    public async Task Member_OfOneStore_MayNothingInAnother()
    {
        _team.AddStore("other");

        await TeamOfTheTest.RefuseAsync(Refusal.NotFound, () => _team.SayAsync(_team.Ada, storeId: "other"));
        await TeamOfTheTest.RefuseAsync(Refusal.Forbidden, () => _team.SayAsync(_team.Ada, storeId: InstanceStore.Id));
    }

    [Fact]
    public async Task Member_WhoIsRemovedBetweenReadingAndWriting_IsRefused()
    {
        var bob = await _team.JoinAsync("Bob", Role.Member);
        var first = await _team.SayAsync(bob);
        await _team.Workspace.OpenAsync(first);
        var before = await HeadAsync();

        // In one group of the writer, in this order: nothing is committed between the two.
        var removed = _team.RemoveAsync(_team.Ada, bob);
        var said = _team.SayAsync(bob, first);

        await removed;
        await TeamOfTheTest.RefuseAsync(Refusal.Forbidden, () => said);
        Assert.Equal(before + 1, await HeadAsync());
    }

    [Fact]
    public async Task Member_WhoIsDemotedBetweenReadingAndWriting_IsRefused()
    {
        var bob = await _team.JoinAsync("Bob", Role.Member);

        var demoted = _team.ChangeAsync(_team.Ada, bob, Role.Guest);
        var said = _team.SayAsync(bob);

        await demoted;
        await TeamOfTheTest.RefuseAsync(Refusal.Forbidden, () => said);
    }

    [Fact]
    public async Task Question_OfSomebodyWhoWasRemoved_EndsAsNotAllowed_BeforeItCostsAnything()
    {
        var bob = await _team.JoinAsync("Bob", Role.Member);
        var asked = await _team.SayAsync(bob);
        await _team.RemoveAsync(_team.Ada, bob);
        var claim = await _team.Workspace.ClaimAsync();

        var attempt = await _team.Workspace.Answers.StartAttemptAsync(claim!, "m", null, Cancellation);

        Assert.Equal(ClaimState.Lost, attempt.State);
        Assert.Equal(("not_allowed", false, ""), await FailureAsync());
        await AssertHasEndedAsync(asked);
    }

    [Fact]
    public async Task Answer_ToSomebodyWhoWasSuspendedMeanwhile_IsNotSaid_ThoughItsCostIsKept()
    {
        var bob = await _team.JoinAsync("Bob", Role.Member);
        var asked = await _team.SayAsync(bob);
        var claim = await _team.Workspace.ClaimAsync();
        await _team.Workspace.Answers.StartAttemptAsync(claim!, "m", null, Cancellation);
        await _team.SuspendAsync(_team.Ada, bob);

        Assert.True(await _team.Workspace.Answers.AnswerAsync(
            claim!, "An answer", "m", new ResponseMetadata("offline", "stop", 1, InputTokens: 7, OutputTokens: 5), Cancellation));

        Assert.Equal(("not_allowed", false, ""), await FailureAsync());
        Assert.Equal(new TokenUsage(7, 5), (await LastAsync<LLMResponseFailed>()).Usage);
        await AssertHasEndedAsync(asked);
    }

    [Fact]
    public async Task Delay_OfAnAnswerToSomebodyWhoWasRemoved_EndsIt()
    {
        var bob = await _team.JoinAsync("Bob", Role.Member);
        var asked = await _team.SayAsync(bob);
        var claim = await _team.Workspace.ClaimAsync();
        await _team.Workspace.Answers.StartAttemptAsync(claim!, "m", null, Cancellation);
        await _team.RemoveAsync(_team.Ada, bob);

        var failure = new TurnFailure("rate_limited", "Busy.", Retryable: true);
        Assert.True(await _team.Workspace.Answers.DelayAsync(
            claim!, 1, failure, _team.Workspace.Time.GetUtcNow().AddMinutes(1), "So far", "m", null, Cancellation));

        await AssertHasEndedAsync(asked);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Turn_OfSomebodyWhoWasRemoved_CanStillFailOrBeCancelled(bool fails)
    {
        var bob = await _team.JoinAsync("Bob", Role.Member);
        var asked = await _team.SayAsync(bob);
        var claim = await _team.Workspace.ClaimAsync();
        await _team.Workspace.Answers.StartAttemptAsync(claim!, "m", null, Cancellation);
        await _team.RemoveAsync(_team.Ada, bob);

        Assert.True(await (fails
            ? _team.Workspace.Answers.FailAsync(claim!, new TurnFailure("provider_error", "Broken.", Retryable: true), "", "m", null, Cancellation)
            : _team.Workspace.Answers.CancelAsync(claim!, "", "m", null, Cancellation)));

        await AssertHasEndedAsync(asked);
    }

    [Theory]
    [InlineData("v1.LLMResponseStarted")]
    [InlineData("v1.LLMResponseReceived")]
    public async Task Turn_OfSomebodyWhoWasRemoved_IsEndedByTheServiceThatHasItInHand_OnceAndAgain(string type)
    {
        var bob = await _team.JoinAsync("Bob", Role.Member);
        var conversation = await _team.SayAsync(bob);
        var question = (await LastAsync<ChatMessageSent>()).Id;
        var token = await _team.Workspace.Get<ITokenCommands>().CreateAsync(
            new CreateToken(TestWorkspace.StoreId, "planner", TokenScope.Write, TimeSpan.FromDays(1), Actor.System), Cancellation);
        var holder = await _team.Workspace.Get<ITokenReader>().FindAsync(token.Text, Cancellation);
        await _team.RemoveAsync(_team.Ada, bob);
        var command = _team.Workspace.NewId();
        var payload = JsonSerializer.SerializeToElement(new { conversationId = conversation, responseToMessageId = question, message = "On Monday.", modelId = "m" });
        Task<PushReceipt?> PushAsync() =>
            _team.Workspace.Get<IPushCommands>().PushAsync(holder!, [new PushedEvent(command, type, payload)], Cancellation);

        var receipts = new[] { await PushAsync(), await PushAsync() };

        Assert.Equal([false, true], receipts.Select(receipt => receipt!.Committed[0].Duplicate));
        Assert.Equal(("not_allowed", false, ""), await FailureAsync());
        await AssertHasEndedAsync(conversation);
    }

    [Fact]
    public async Task Assistant_AddsNothingButWhatATurnConsistsOf()
    {
        var refused = await Assert.ThrowsAsync<CommandRefusedException>(() => AppendAsync(
            Actor.AssistantFor(Member.ActorOf(_team.Ada)), new RoleGranted(_team.Ada, Role.Owner, _team.Workspace.Time.GetUtcNow())));

        Assert.Equal(Refusal.Forbidden, refused.Refusal);
    }

    [Fact]
    public async Task AnotherPersonsName_IsNotChanged()
    {
        var bob = await _team.JoinAsync("Bob", Role.Member);

        await TeamOfTheTest.RefuseAsync(
            Refusal.Forbidden,
            () => AppendAsync(Member.ActorOf(_team.Ada), new UserRenamed(bob, "Robert", _team.Workspace.Time.GetUtcNow())));
    }

    private Task<Appended> AppendAsync(Actor actor, WorkEvent data)
    {
        var id = _team.Workspace.NewId();
        return _team.Workspace.Writer.ExecuteAsync(
            session => _team.Workspace.Appender.Append(session, TestWorkspace.StoreId, new ProposedEvent(id, id, actor, data)), Cancellation);
    }

    private Task<long> HeadAsync() =>
        _team.Workspace.Snapshots.ReadEverythingAsync(context => LogReader.HeadOf(context, TestWorkspace.StoreId), Cancellation);

    private async Task<(string ErrorClass, bool Retryable, string Message)> FailureAsync()
    {
        var failed = await LastAsync<LLMResponseFailed>();
        return (failed.ErrorClass, failed.Retryable, failed.Message);
    }

    private async Task<T> LastAsync<T>()
        where T : WorkEvent => (await _team.Workspace.TakeAsync((int)await HeadAsync())).Select(committed => committed.Data).OfType<T>().Last();

    private async Task AssertHasEndedAsync(Guid conversation)
    {
        Assert.Empty((await _team.Workspace.OpenAsync(conversation)).OpenTurns);
        Assert.Empty((await _team.Workspace.Get<ILogVerifier>().VerifyAsync(Cancellation)).Faults);
    }
}
