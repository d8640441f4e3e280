using WorkSquared.Core;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Import;
using WorkSquared.Core.Search;
using WorkSquared.Core.Usage;
using WorkSquared.Core.Verification;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Core.Import;

public sealed class ForkTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Fork_HasTheBranchUpToTheTurn_AndTheOriginIsUntouched()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        var origin = workspace.NewId();
        await AnswerAsync(workspace, origin, "First", "One");
        var second = await AnswerAsync(workspace, origin, "Second", "Two");
        await AnswerAsync(workspace, origin, "Third", "Three");
        var before = await workspace.OpenAsync(origin);

        var fork = await ForkAsync(workspace, origin, second);

        var opened = await workspace.OpenAsync(fork);
        Assert.Equal(["First", "One", "Second", "Two"], opened.Messages.Select(message => message.Text));
        Assert.Equal("First (fork)", opened.Title);
        Assert.Equal(new ForkedFrom(origin, second, "First"), opened.Origin?.ForkedFrom);
        Assert.Equal(before.Messages.Take(4).Select(message => (message.Author, message.At)), opened.Messages.Select(message => (message.Author, message.At)));
        Assert.Empty(opened.OpenTurns);
        var after = await workspace.OpenAsync(origin);
        Assert.Equal(before.Messages.AsEnumerable(), after.Messages);
        Assert.Null(after.Origin);
        Assert.Null(await workspace.ClaimAsync());
    }

    [Fact]
    public async Task Fork_GoesOn_WithWhatWasSaidBeforeAsItsHistory()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        var origin = workspace.NewId();
        var turn = await AnswerAsync(workspace, origin, "First", "One");
        var fork = await ForkAsync(workspace, origin, turn);

        await workspace.SayAsync(fork, "And then?");

        var claim = (await workspace.ClaimAsync())!;
        var history = await workspace.Turns.ReadHistoryAsync(claim, limit: 10, Cancellation);
        Assert.Equal(fork, claim.ConversationId);
        Assert.Equal(("First", "One"), history.Turns.Select(told => (told.Question, told.Answer)).Single());
        Assert.Equal("And then?", history.Question);
    }

    [Fact]
    public async Task Fork_CostsNothing_IsNoNews_AndIsFound()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        var origin = workspace.NewId();
        var turn = await AnswerAsync(workspace, origin, "Zeppelin", "One");
        var usage = await workspace.Get<IUsageReader>().OfStoreAsync(TestWorkspace.AllSeeing, 30, Cancellation);

        var fork = await ForkAsync(workspace, origin, turn);

        Assert.Equal(usage.Shares, (await workspace.Get<IUsageReader>().OfStoreAsync(TestWorkspace.AllSeeing, 30, Cancellation)).Shares);
        var line = (await workspace.Reader.ListAsync(TestWorkspace.AllSeeing, 10, Cancellation)).Items.Single(item => item.Id == fork);
        Assert.Equal((0, 0L), (line.OpenTurns, line.LastWords.Position));
        var found = await workspace.Get<ISearchReader>().SearchAsync(TestWorkspace.AllSeeing, new SearchRequest("zeppelin", 10), Cancellation);
        Assert.Contains(found.Hits, hit => hit.ConversationId == fork && hit.Message is not null);
        Assert.Empty((await workspace.Get<ILogVerifier>().VerifyAsync(Cancellation)).Faults);
    }

    [Fact]
    public async Task AnswerOfAFork_IsRegeneratedAndEditedLikeAnyOther()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        var origin = workspace.NewId();
        var turn = await AnswerAsync(workspace, origin, "First", "One");
        var fork = await workspace.OpenAsync(await ForkAsync(workspace, origin, turn));

        var again = await workspace.AskAgainAsync(fork.Id, fork.Tip!.Value, RequestReason.Regenerate);
        await EndAsync(workspace, "Another");
        await workspace.SayAsync(fork.Id, "First, reworded", replaces: fork.Messages[0].Id);

        var newest = await workspace.OpenAsync(fork.Id);
        Assert.Equal(["First, reworded"], newest.Messages.Select(message => message.Text));
        Assert.Equal(3, newest.Branch[0].Alternatives.Count);
        Assert.Equal("Another", (await workspace.OpenAsync(fork.Id, again)).Messages[^1].Text);
        Assert.Equal("One", (await workspace.OpenAsync(fork.Id, fork.Tip)).Messages[^1].Text);
    }

    [Fact]
    public async Task OpenTurn_OrAnotherConversationsTurn_IsNotForked()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        var origin = workspace.NewId();
        var asked = await workspace.SayAsync(origin, "First");

        var running = await Assert.ThrowsAsync<CommandRefusedException>(() => ForkAsync(workspace, origin, asked.TurnId));
        var foreign = await Assert.ThrowsAsync<CommandRefusedException>(() => ForkAsync(workspace, workspace.NewId(), asked.TurnId));

        Assert.Equal((Refusal.Conflict, Refusal.NotFound), (running.Refusal, foreign.Refusal));
    }

    private static Task<Guid> ForkAsync(TestWorkspace workspace, Guid conversation, Guid turn) => workspace.Get<IForks>().ForkAsync(
        new ForkConversation(TestWorkspace.StoreId, workspace.NewId(), conversation, turn, workspace.Ada), Cancellation);

    private static async Task<Guid> AnswerAsync(TestWorkspace workspace, Guid conversation, string question, string answer)
    {
        var sent = await workspace.SayAsync(conversation, question);
        await EndAsync(workspace, answer);
        return sent.TurnId;
    }

    private static async Task EndAsync(TestWorkspace workspace, string answer)
    {
        var claim = (await workspace.ClaimAsync())!;
        await workspace.Answers.StartAttemptAsync(claim, "test", null, Cancellation);
        Assert.True(await workspace.Answers.AnswerAsync(claim, answer, "test", new ResponseMetadata("offline", "stop", Attempt: 1), Cancellation));
    }
}
