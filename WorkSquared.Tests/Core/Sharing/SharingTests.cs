using WorkSquared.Core;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Export;
using WorkSquared.Core.Import;
using WorkSquared.Core.Labels;
using WorkSquared.Core.Log;
using WorkSquared.Core.Members;
using WorkSquared.Core.Organising;
using WorkSquared.Core.Prompts;
using WorkSquared.Core.Ratings;
using WorkSquared.Core.Settings;
using WorkSquared.Core.Sharing;
using WorkSquared.Core.Tasks;
using WorkSquared.Core.Turns;
using WorkSquared.Core.Verification;
using WorkSquared.Tests.Core.Team;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Core.Sharing;

public sealed class SharingTests : IAsyncLifetime
{
    private PrivateConversation _one = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Actor Cy => Member.ActorOf(_one.Cy);

    private Actor Gus => Member.ActorOf(_one.Gus);

    public async ValueTask InitializeAsync() => _one = await PrivateConversation.StartAsync();

    public ValueTask DisposeAsync() => _one.DisposeAsync();

    [Fact]
    public async Task Conversation_IsOpenToMembers_AndToNoGuest_UnlessItIsRestrictedOrShared()
    {
        Assert.True(await SeesAsync(Cy, _one.Open));
        Assert.False(await SeesAsync(Gus, _one.Open));

        await _one.ShareAsync(_one.Gus, isShared: true, conversation: _one.Open);

        Assert.True(await SeesAsync(Gus, _one.Open));
    }

    [Fact]
    public async Task Sharing_IsForWhomItNames_UntilItIsTakenBack()
    {
        await _one.ShareAsync(_one.Cy, isShared: true);
        Assert.True(await SeesAsync(Cy));
        await _one.SayAsync(Cy, "Thank you");

        await _one.ShareAsync(_one.Cy, isShared: false);

        Assert.False(await SeesAsync(Cy));
        await TeamOfTheTest.RefuseAsync(Refusal.NotFound, () => _one.SayAsync(Cy, "Still here"));
    }

    [Fact]
    public async Task Opening_IsForTheWorkspace_AndGuestsAmongItsPeopleStay()
    {
        await _one.ShareAsync(_one.Gus, isShared: true);

        await _one.RestrictAsync(isRestricted: false);

        Assert.True(await SeesAsync(Cy));
        Assert.True(await SeesAsync(Gus));
    }

    [Fact]
    public async Task SomebodyWhoIsUnsharedBetweenReadingAndWriting_IsNotFound()
    {
        await _one.ShareAsync(_one.Cy, isShared: true);
        Assert.True(await SeesAsync(Cy));
        var before = await HeadAsync();

        // In one group of the writer, in this order: nothing is committed between the two.
        var unshared = _one.ShareAsync(_one.Cy, isShared: false);
        var said = _one.SayAsync(Cy, "In time?");

        await unshared;
        await TeamOfTheTest.RefuseAsync(Refusal.NotFound, () => said);
        Assert.Equal(before + 1, await HeadAsync());
    }

    [Fact]
    public async Task OnlyItsPeople_RestrictAConversation_AndOpenIt()
    {
        await TeamOfTheTest.RefuseAsync(Refusal.Forbidden, () => _one.RestrictAsync(isRestricted: true, Cy, _one.Open));
        await TeamOfTheTest.RefuseAsync(Refusal.Forbidden, () => _one.ShareAsync(_one.Bob, isShared: false, Cy, _one.Open));

        await _one.ShareAsync(_one.Cy, isShared: true, Cy, _one.Open);
        await _one.RestrictAsync(isRestricted: true, Cy, _one.Open);

        Assert.True(await SeesAsync(_one.Insider, _one.Open));
        Assert.False(await SeesAsync(Member.ActorOf(_one.Team.Ada), _one.Open));
    }

    [Fact]
    public async Task Everybody_LeavesAConversation_ThatWasSharedWithThem()
    {
        await _one.ShareAsync(_one.Gus, isShared: true);

        await _one.ShareAsync(_one.Gus, isShared: false, Gus);

        Assert.False(await SeesAsync(Gus));
    }

    [Fact]
    public async Task NothingIsShared_WithSomebodyWhoDoesNotBelongToTheWorkspace() =>
        await TeamOfTheTest.RefuseAsync(Refusal.NotFound, () => _one.ShareAsync(_one.Workspace.NewId(), isShared: true));

    [Fact]
    public async Task WhatIsSoAlready_CommitsNothing()
    {
        var before = await HeadAsync();

        Assert.False(await _one.RestrictAsync(isRestricted: true));
        Assert.False(await _one.ShareAsync(_one.Bob, isShared: true));
        Assert.False(await _one.ShareAsync(_one.Cy, isShared: false));

        Assert.Equal(before, await HeadAsync());
    }

    [Fact]
    public async Task Fork_OfAPrivateConversation_IsPrivateToo()
    {
        var fork = await _one.Get<IForks>().ForkAsync(
            new ForkConversation(TestWorkspace.StoreId, _one.Workspace.NewId(), _one.Id, _one.Turn, _one.Insider), Cancellation);

        Assert.True(await SeesAsync(_one.Insider, fork));
        Assert.False(await SeesAsync(Cy, fork));
    }

    [Fact]
    public async Task Import_OfAPrivateConversation_IsTheImportersAlone()
    {
        await using var there = await PrivateConversation.StartAsync();

        await _one.Workspace.ImportAsync(await there.Workspace.ExportAsync(there.Insider), Cy);

        Assert.True(await SeesAsync(Cy, there.Id));
        Assert.False(await SeesAsync(_one.Insider, there.Id));
        Assert.True(await SeesAsync(_one.Insider, there.Open));
    }

    [Fact]
    public async Task Guest_HoldsWhatBelongsToASharedConversation_AndNothingElse()
    {
        await _one.ShareAsync(_one.Gus, isShared: true);
        var store = TestWorkspace.StoreId;

        var sent = await _one.SayAsync(Gus, "May I?");
        await _one.Workspace.Chat.StopAsync(store, _one.Id, sent.TurnId, Gus, Cancellation);
        await _one.Workspace.Chat.AskAgainAsync(
            new AskAgain(store, _one.Workspace.NewId(), _one.Id, sent.TurnId, RequestReason.Retry, Gus), Cancellation);
        await _one.Get<IRatingCommands>().RateAsync(
            new RateAnswer(store, _one.Workspace.NewId(), _one.Id, _one.Answer, Rating.Up, Gus), Cancellation);
        await _one.Get<ITaskCommands>().CreateAsync(new CreateTask(store, _one.Workspace.NewId(), "Ask", Gus, _one.Id), Cancellation);
        await _one.Get<ITaskCommands>().ChangeAsync(
            new ChangeTask(store, _one.Workspace.NewId(), _one.TaskId, _one.Id, TaskAct.Complete, Gus), Cancellation);

        Task[] refused =
        [
            _one.SayAsync(Gus, "A new one", _one.Workspace.NewId()),
            _one.Workspace.Chat.RenameAsync(store, _one.Id, "Mine", _one.Workspace.NewId(), Gus, Cancellation),
            _one.Get<IAnswerEdits>().EditAsync(new EditAnswer(store, _one.Workspace.NewId(), _one.Id, _one.Answer, "Mine", Gus), Cancellation),
            _one.Get<IOrganisingCommands>().OrganiseAsync(
                new Organise(store, _one.Workspace.NewId(), _one.Id, OrganisingAct.Archive, Gus), Cancellation),
            _one.Get<ILabelCommands>().ChangeAsync(new ChangeLabel(store, _one.Workspace.NewId(), _one.Id, "Mine", IsOn: true, Gus), Cancellation),
            _one.Get<ISettingsCommands>().ConfigureAsync(
                new Configure(store, _one.Workspace.NewId(), _one.Id, Gus, SystemPrompt: new("Mine")), Cancellation),
            _one.Get<IPromptCommands>().SaveAsync(new SavePrompt(store, _one.Workspace.NewId(), _one.Workspace.NewId(), "mine", "Mine", Gus), Cancellation),
            _one.Get<ITaskCommands>().CreateAsync(new CreateTask(store, _one.Workspace.NewId(), "Mine", Gus), Cancellation),
            _one.ShareAsync(_one.Cy, isShared: true, Gus),
            _one.RestrictAsync(isRestricted: false, Gus),
        ];
        foreach (var command in refused)
        {
            await TeamOfTheTest.RefuseAsync(Refusal.Forbidden, () => command);
        }
    }

    [Fact]
    public async Task Guest_SeesNothingOfTheWorkspace_ButWhoTheOthersAre()
    {
        var reader = PrivateConversation.ReaderOf(Gus);
        await _one.Get<IPromptCommands>().SaveAsync(
            new SavePrompt(TestWorkspace.StoreId, _one.Workspace.NewId(), _one.Workspace.NewId(), "offer", "Write an offer", Cy), Cancellation);

        var events = (await _one.Get<IStoreLog>().ReadPageAsync(reader, 0, 500, Cancellation)).Events;

        Assert.Empty((await _one.Get<IPromptReader>().ReadAsync(reader, Cancellation)).Saved);
        Assert.NotEmpty(events);
        Assert.All(events, recorded => Assert.Contains(recorded.Type, SeenEvents.OfPeople));
    }

    [Fact]
    public async Task SomebodyWhoWasRemoved_SeesNothing_ThoughTheyAreOneOfItsPeople()
    {
        await _one.ShareAsync(_one.Cy, isShared: true);

        await _one.Team.RemoveAsync(_one.Team.Ada, _one.Cy);

        Assert.False(await SeesAsync(Cy));
        Assert.False(await SeesAsync(Cy, _one.Open));
        Assert.Empty((await _one.Get<IStoreLog>().ReadPageAsync(PrivateConversation.ReaderOf(Cy), 0, 500, Cancellation)).Events);
    }

    [Fact]
    public async Task Question_OfSomebodyWhoLostSightOfItsConversation_EndsAsNotAllowed()
    {
        await _one.ShareAsync(_one.Cy, isShared: true);
        await _one.Workspace.Chat.StopAsync(TestWorkspace.StoreId, _one.Id, _one.Waiting, _one.Insider, Cancellation);
        await _one.Workspace.Chat.StopAsync(
            TestWorkspace.StoreId, _one.Open, (await _one.Workspace.OpenAsync(_one.Open)).OpenTurns[0].Id, _one.Insider, Cancellation);
        var asked = await _one.SayAsync(Cy, "And three?");
        var claim = await _one.Workspace.ClaimAsync();
        Assert.Equal(asked.TurnId, claim!.TurnId);
        await _one.ShareAsync(_one.Cy, isShared: false);

        var attempt = await _one.Workspace.Answers.StartAttemptAsync(claim, "m", null, Cancellation);

        Assert.Equal(ClaimState.Lost, attempt.State);
        Assert.Equal(TurnFailure.NotAllowed.Reason, (await _one.Workspace.OpenAsync(_one.Id)).Messages[^1].Reason);
    }

    [Fact]
    public async Task Listener_WhoLosesSight_IsTold_AndHearsNothingAfterIt()
    {
        await _one.ShareAsync(_one.Cy, isShared: true);
        var from = await HeadAsync();
        await _one.SayAsync(_one.Insider, "Before");
        await _one.ShareAsync(_one.Cy, isShared: false);
        await _one.SayAsync(_one.Insider, "After");
        await _one.SayAsync(_one.Insider, "The end", _one.Open);

        List<WorkEvent> heard = [];
        await foreach (var committed in _one.Workspace.Bus.SubscribeAsync(PrivateConversation.ReaderOf(Cy), from, topic: null, Cancellation))
        {
            heard.Add(committed.Data);
            if (committed.Data is ChatMessageSent { Message: "The end" })
            {
                break;
            }
        }

        // Read from the log, after the fact: what they may not see any more is not told once more.
        Assert.Equal(["ConversationUnshared", "ChatMessageSent"], heard.Select(data => data.GetType().Name));
    }

    [Fact]
    public async Task Listener_WhoListens_HearsOfAConversationUntilItIsTakenFromThem()
    {
        var from = await HeadAsync();
        await using var events = _one.Workspace.Bus.SubscribeAsync(PrivateConversation.ReaderOf(Cy), from, _one.Open, Cancellation).GetAsyncEnumerator(Cancellation);
        await _one.SayAsync(_one.Insider, "Before", _one.Open);
        Assert.True(await events.MoveNextAsync());
        Assert.IsType<ChatMessageSent>(events.Current.Data);

        await _one.RestrictAsync(isRestricted: true, conversation: _one.Open);
        await _one.SayAsync(_one.Insider, "After", _one.Open);
        await _one.RestrictAsync(isRestricted: false, conversation: _one.Open);

        Assert.True(await events.MoveNextAsync());
        Assert.IsType<ConversationRestricted>(events.Current.Data);
    }

    [Fact]
    public async Task Pulling_PassesWhatIsNotForTheReader_AndComesToAnEnd()
    {
        var (store, reader) = (_one.Get<IStoreLog>(), PrivateConversation.ReaderOf(Cy));
        await _one.SayAsync(_one.Insider, "The last word is private");

        List<long> positions = [];
        long after = 0, head;
        do
        {
            var page = await store.ReadPageAsync(reader, after, 3, Cancellation);
            positions.AddRange(page.Events.Select(recorded => recorded.Position));
            head = page.Head;
            after = page.Events.Count > 0 ? page.Events[^1].Position : after;
        }
        while (after < head);

        Assert.Equal(positions.Order().Distinct(), positions);
        Assert.True(positions[^1] < await HeadAsync());
    }

    [Fact]
    public async Task Rebuild_GivesTheSamePeople()
    {
        await _one.ShareAsync(_one.Gus, isShared: true);
        await _one.ShareAsync(_one.Cy, isShared: true);
        await _one.ShareAsync(_one.Cy, isShared: false);

        await _one.Workspace.WhileStoppedAsync(rebuilder => rebuilder.RebuildAsync(Cancellation));

        Assert.True((await _one.Get<ILogVerifier>().VerifyAsync(Cancellation)).IsSound);
        Assert.True(await SeesAsync(Gus));
        Assert.False(await SeesAsync(Cy));
        Assert.True(await SeesAsync(_one.Insider));
    }

    private async Task<bool> SeesAsync(Actor person, Guid? conversation = null) =>
        await _one.Workspace.Reader.OpenAsync(PrivateConversation.ReaderOf(person), conversation ?? _one.Id, turnId: null, window: 10, Cancellation) is not null;

    private Task<long> HeadAsync() => _one.Workspace.Snapshots.ReadEverythingAsync(context => LogReader.HeadOf(context, TestWorkspace.StoreId), Cancellation);
}
