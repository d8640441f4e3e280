using WorkSquared.Core;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Composing;
using WorkSquared.Core.Events;
using WorkSquared.Core.Organising;
using WorkSquared.Core.Verification;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Core;

public sealed class ComposerDraftsTests : IAsyncLifetime
{
    private static readonly Actor _bob = Actor.Person("bob");

    private TestWorkspace _workspace = null!;
    private Guid _conversation;
    private SentMessage _first = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IComposerDrafts Drafts => _workspace.Get<IComposerDrafts>();

    public async ValueTask InitializeAsync()
    {
        _workspace = await TestWorkspace.StartAsync();
        _conversation = _workspace.NewId();
        _first = await _workspace.SayAsync(_conversation, "A plan");
    }

    public ValueTask DisposeAsync() => _workspace.DisposeAsync();

    [Fact]
    public async Task Draft_SurvivesARestartAndARebuild_ForItsPersonAlone()
    {
        var saved = await SaveAsync("Half a thought");
        await SaveAsync("A new one", conversation: IComposerDrafts.OfNewConversation);
        await _workspace.RestartAsync();
        await _workspace.WhileStoppedAsync(rebuilder => rebuilder.RebuildAsync(Cancellation));

        Assert.Equal(saved.Current, (await ReadAsync()).Text);
        Assert.Equal("A new one", (await ReadAsync(conversation: IComposerDrafts.OfNewConversation)).Text?.Text);
        Assert.Equal(new ComposerDrafts(null, null), await ReadAsync(_bob));
        Assert.Empty((await _workspace.Get<ILogVerifier>().VerifyAsync(Cancellation)).Faults);
    }

    [Fact]
    public async Task Draft_IsReplacedOnlyByWhoeverHasSeenIt()
    {
        var first = _workspace.NewId();
        var second = _workspace.NewId();
        await SaveAsync("one", version: first);

        var unseen = await SaveAsync("other words");
        Assert.Equal((DraftOutcome.Overtaken, "one"), (unseen.Outcome, unseen.Current?.Text));

        Assert.Equal(DraftOutcome.Saved, (await SaveAsync("one two", version: second, seen: first)).Outcome);
        Assert.Equal(DraftOutcome.Overtaken, (await SaveAsync("late", seen: first)).Outcome);

        // The answer to the second was lost on its way, and its writer has written on.
        Assert.Equal(DraftOutcome.Saved, (await SaveAsync("one two three", seen: [first, second])).Outcome);
        Assert.Equal("one two three", (await ReadAsync()).Text?.Text);
    }

    [Fact]
    public async Task Draft_Cleared_IsGone_AndTheNextReplacesNothing()
    {
        var version = _workspace.NewId();
        await SaveAsync("one", version: version);

        Assert.Equal(DraftOutcome.Overtaken, (await SaveAsync(null)).Outcome);
        Assert.Equal(DraftOutcome.Saved, (await SaveAsync(null, seen: version)).Outcome);
        Assert.Null((await ReadAsync()).Text);

        Assert.Equal(DraftOutcome.Saved, (await SaveAsync("other words")).Outcome);
    }

    [Fact]
    public async Task Edit_HasAPlaceBesideTheText()
    {
        await SaveAsync("Half a thought");
        await SaveAsync("Better words", isEdit: true);

        var drafts = await ReadAsync();
        Assert.Equal(("Half a thought", "Better words"), (drafts.Text?.Text, drafts.Edit?.Text));
        Assert.Equal(_conversation, drafts.Edit?.ReplacesMessageId);
    }

    [Fact]
    public async Task Message_TakesItsDraftWithIt_AndNoneThatComesLateBringsItBack()
    {
        var (command, other) = (_workspace.NewId(), _workspace.NewId());
        await SaveAsync("Say this", command);
        await SaveAsync("Something else", other, IComposerDrafts.OfNewConversation);

        await SendAsync(command, "Say this");
        Assert.Null((await ReadAsync()).Text);
        Assert.Equal("Something else", (await ReadAsync(conversation: IComposerDrafts.OfNewConversation)).Text?.Text);

        Assert.Equal(DraftOutcome.Sent, (await SaveAsync("Say thi", command)).Outcome);
        Assert.Null((await ReadAsync()).Text);
    }

    [Fact]
    public async Task Message_ThatIsRefused_LeavesItsDraft()
    {
        var command = _workspace.NewId();
        await SaveAsync("Say this", command);
        await OrganiseAsync(OrganisingAct.Delete);

        await Assert.ThrowsAsync<CommandRefusedException>(() => SendAsync(command, "Say this"));

        Assert.Equal("Say this", (await ReadAsync()).Text?.Text);
    }

    [Fact]
    public async Task Change_IsHeardByThePersonsOtherPages_AndByNobodyElses()
    {
        var (first, command) = (_workspace.NewId(), _workspace.NewId());
        await SaveAsync("Written before", command, version: first);
        await using var own = Watch(_workspace.Ada);
        await using var others = Watch(_bob);

        Assert.Equal(first, await NextAsync(own));
        Assert.Null(await NextAsync(others));

        var second = _workspace.NewId();
        await SaveAsync("Written on", command, version: second, seen: first);
        Assert.Equal(second, await NextAsync(own));

        await SendAsync(command, "Written on");
        Assert.Null(await NextAsync(own));

        // The first that he hears of is his own.
        var his = await SaveAsync("His", person: _bob);
        Assert.Equal(his.Current?.Version, await NextAsync(others));
    }

    [Fact]
    public async Task Drafts_OfADeletedConversation_GoWithTheEndOfTheBin()
    {
        await SaveAsync("Half a thought");
        await SaveAsync("A new one", conversation: IComposerDrafts.OfNewConversation);
        await OrganiseAsync(OrganisingAct.Delete);
        _workspace.Time.Advance(TimeSpan.FromDays(29));
        await _workspace.RestartAsync();
        Assert.NotNull((await ReadAsync()).Text);

        // The sweep at the start, and not the one of the next day: nobody can tell whether that one's clock runs already.
        _workspace.Time.Advance(TimeSpan.FromDays(1));
        await _workspace.RestartAsync();
        while ((await ReadAsync()).Text is not null)
        {
            await Task.Yield();
        }

        Assert.NotNull((await ReadAsync(conversation: IComposerDrafts.OfNewConversation)).Text);
    }

    [Fact]
    public async Task Text_NobodyCanStore_IsRefused()
    {
        foreach (var text in new[] { "a\0b", "half \ud83d a character", new string('x', MessageText.MaxLength + 1) })
        {
            Assert.Equal(Refusal.Invalid, (await Assert.ThrowsAsync<CommandRefusedException>(() => SaveAsync(text))).Refusal);
        }
    }

    [Fact]
    public async Task Draft_OfAConversationThatIsNotThere_IsRefused() => Assert.Equal(
        Refusal.NotFound,
        (await Assert.ThrowsAsync<CommandRefusedException>(() => SaveAsync("text", conversation: _workspace.NewId()))).Refusal);

    [Fact]
    public async Task EditOfAWaitingMessage_WithdrawsIt_AndOneThatIsBeingAnsweredGoesOn()
    {
        await _workspace.ClaimAsync();
        var waiting = await _workspace.SayAsync(_conversation, "And then?");

        await SendAsync(_workspace.NewId(), "And when?", waiting.MessageId);
        await SendAsync(_workspace.NewId(), "Another plan", _first.MessageId);

        var open = (await _workspace.OpenAsync(_conversation)).OpenTurns;
        Assert.Equal(3, open.Count);
        Assert.Contains(open, turn => turn.QuestionId == _first.MessageId);
        Assert.DoesNotContain(open, turn => turn.QuestionId == waiting.MessageId);
        var withdrawn = (await _workspace.TakeAsync(6)).Single(committed => committed.Data is LLMResponseCancelled);
        Assert.Equal(waiting.TurnId, withdrawn.CausationId);
    }

    private Task<DraftSaving> SaveAsync(
        string? text, Guid? command = null, Guid? conversation = null, bool isEdit = false, Guid? version = null, Actor? person = null, params Guid[] seen) =>
        Drafts.SaveAsync(
            new SaveDraft(
                TestWorkspace.StoreId, person ?? _workspace.Ada, conversation ?? _conversation, isEdit, text, command ?? _workspace.NewId(),
                isEdit ? _conversation : null, version ?? _workspace.NewId(), seen),
            Cancellation);

    private Task<ComposerDrafts> ReadAsync(Actor? person = null, Guid? conversation = null) =>
        Drafts.ReadAsync(TestWorkspace.StoreId, person ?? _workspace.Ada, conversation ?? _conversation, Cancellation);

    private Task<SentMessage> SendAsync(Guid command, string text, Guid? replaces = null) => _workspace.Chat.SendAsync(
        new SendMessage(TestWorkspace.StoreId, command, _conversation, text, _workspace.Ada, null, replaces) { ClearsDraft = true, WithdrawsReplaced = true },
        Cancellation);

    private Task OrganiseAsync(OrganisingAct act) => _workspace.Get<IOrganisingCommands>().OrganiseAsync(
        new Organise(TestWorkspace.StoreId, _workspace.NewId(), _conversation, act, _workspace.Ada), Cancellation);

    private IAsyncEnumerator<Guid?> Watch(Actor person) =>
        Drafts.WatchAsync(TestWorkspace.StoreId, person, _conversation, Cancellation).GetAsyncEnumerator(Cancellation);

    private static async Task<Guid?> NextAsync(IAsyncEnumerator<Guid?> watcher)
    {
        Assert.True(await watcher.MoveNextAsync());
        return watcher.Current;
    }
}
