using WorkSquared.Core;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Organising;
using WorkSquared.Core.Ratings;
using WorkSquared.Core.Verification;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Core;

public sealed class RatingTests : IAsyncLifetime
{
    private static readonly Actor _ada = Actor.Person("ada");
    private static readonly Actor _bob = Actor.Person("bob");

    private TestWorkspace _workspace = null!;
    private Guid _conversation;
    private Guid _answer;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _workspace = await TestWorkspace.StartAsync();
        _conversation = _workspace.NewId();
        _answer = await AnsweredAsync(_conversation);
    }

    public ValueTask DisposeAsync() => _workspace.DisposeAsync();

    [Fact]
    public async Task LastWordOfEachPerson_Holds_AndTakenBackItIsGone()
    {
        Assert.True(await RateAsync(_ada, Rating.Up));
        Assert.True(await RateAsync(_bob, Rating.Up, "  To the point\r\nand short "));
        Assert.True(await RateAsync(_ada, Rating.Down, "Two weeks are too few"));

        Assert.Equal(
            [new(_bob, Rating.Up, "To the point\nand short"), new(_ada, Rating.Down, "Two weeks are too few")], (await RatingsAsync()).All);

        Assert.True(await RateAsync(_bob, Rating.None, "Never mind"));
        Assert.Equal([new(_ada, Rating.Down, "Two weeks are too few")], (await RatingsAsync()).All);
        Assert.Equal((Rating.Down, Rating.None), ((await RatingsAsync()).Of(_ada), (await RatingsAsync()).Of(_bob)));

        Assert.True(await RateAsync(_bob, Rating.Up));
        Assert.Equal((1, 1), ((await RatingsAsync()).Count(Rating.Up), (await RatingsAsync()).Count(Rating.Down)));
    }

    [Fact]
    public async Task WhatIsSoAlready_CommitsNothing_AndNeitherDoesARepeatedCommand()
    {
        var command = Command(_ada, Rating.Up, "Good");
        Assert.False(await RateAsync(_ada, Rating.None));
        Assert.True(await RateAsync(command));
        Assert.False(await RateAsync(_ada, Rating.Up, "Good"));
        Assert.True(await RateAsync(_ada, Rating.None));

        // It was taken back meanwhile, and stays so.
        Assert.False(await RateAsync(command));

        Assert.Same(AnswerRatings.None, (await RatingsAsync()));
    }

    [Fact]
    public async Task AnswerOfAnotherConversation_AQuestion_AndWhatIsInTheBin_AreRefused()
    {
        var other = _workspace.NewId();
        var foreign = await AnsweredAsync(other);
        var question = (await _workspace.OpenAsync(_conversation)).Messages[0].Id;

        foreach (var response in new[] { foreign, question, _workspace.NewId() })
        {
            var refused = await Assert.ThrowsAsync<CommandRefusedException>(() => RateAsync(Command(_ada, Rating.Up) with { ResponseId = response }));
            Assert.Equal((Refusal.NotFound, "There is no such answer in this conversation."), (refused.Refusal, refused.Message));
        }

        await _workspace.Get<IOrganisingCommands>().OrganiseAsync(
            new Organise(TestWorkspace.StoreId, _workspace.NewId(), _conversation, OrganisingAct.Delete, _ada), Cancellation);
        await Assert.ThrowsAsync<CommandRefusedException>(() => RateAsync(_ada, Rating.Up));
        Assert.Empty((await RatingsAsync(other, foreign)).All);
    }

    [Fact]
    public async Task CommentThatIsTooLong_IsRefused_AndSaysWhy_AndWhiteSpaceIsNone()
    {
        var refused = await Assert.ThrowsAsync<CommandRefusedException>(() => RateAsync(_ada, Rating.Down, new string('x', RatingComment.MaxLength + 1)));
        Assert.Equal((Refusal.Invalid, "A comment holds at most 2000 characters. Shorten it."), (refused.Refusal, refused.Message));
        await Assert.ThrowsAsync<CommandRefusedException>(() => RateAsync(_ada, Rating.Down, "nul\0"));

        await RateAsync(_ada, Rating.Up, new string('x', RatingComment.MaxLength) + "\n\n");
        await RateAsync(_bob, Rating.Up, " \n ");
        Assert.Equal([RatingComment.MaxLength, null], (await RatingsAsync()).All.Select(rating => rating.Comment?.Length));
    }

    [Fact]
    public async Task Rebuild_MakesTheSameRatings_AndVerifyFindsThem_AlsoWhatIsSeenTwice()
    {
        await RateAsync(_ada, Rating.Up);
        await RateAsync(_bob, Rating.Down, "Too long");
        await RateAsync(_ada, Rating.None);
        await RateAsync(_bob, Rating.Up, "Better than I thought");
        var before = (await RatingsAsync()).All;
        var head = (await _workspace.OpenAsync(_conversation)).Version;
        var events = await _workspace.TakeAsync((int)head);

        await _workspace.Writer.ExecuteAsync(
            session =>
            {
                events.ForEach(committed => new RatingProjection().Apply(committed, session));
                return true;
            },
            Cancellation);
        Assert.Equal(before.AsEnumerable(), (await RatingsAsync()).All);
        await _workspace.WhileStoppedAsync(rebuilder => rebuilder.RebuildAsync(Cancellation));

        Assert.Equal([new(_bob, Rating.Up, "Better than I thought")], before);
        Assert.Equal(before.AsEnumerable(), (await RatingsAsync()).All);
        Assert.Empty((await _workspace.Get<ILogVerifier>().VerifyAsync(Cancellation)).Faults);
        var folded = events.Concat(events).Aggregate(Conversation.Empty(TestWorkspace.StoreId, _conversation), (state, committed) => state.Apply(committed));
        Assert.Equal(before.AsEnumerable(), folded.Messages.Single(message => message.Id == _answer).Ratings.All);

        _workspace.Execute("UPDATE ratings SET rating = 2");
        Assert.Contains("table ratings", Assert.Single((await _workspace.Get<ILogVerifier>().VerifyAsync(Cancellation)).Faults), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Archive_WithRatings_IsImportedWithoutThem()
    {
        await RateAsync(_ada, Rating.Down, "Too long");
        await using var to = await TestWorkspace.StartAsync();

        var status = await to.ImportAsync(await _workspace.ExportAsync());

        Assert.Equal((1, 2), (status.Conversations, status.Messages));
        Assert.Equal(await _workspace.BranchesAsync(), await to.BranchesAsync());
        Assert.All((await to.OpenAsync(_conversation)).Messages, message => Assert.Empty(message.Ratings.All));
    }

    private async Task<Guid> AnsweredAsync(Guid conversation)
    {
        await _workspace.SayAsync(conversation, "How long will it take?");
        var claim = await _workspace.ClaimAsync();
        await _workspace.Answers.StartAttemptAsync(claim!, "m", reservation: null, Cancellation);
        await _workspace.Answers.AnswerAsync(claim!, "Two weeks.", "m", new ResponseMetadata("test", "stop", 1), Cancellation);
        return claim!.AnswerId;
    }

    private Task<AnswerRatings> RatingsAsync() => RatingsAsync(_conversation, _answer);

    private async Task<AnswerRatings> RatingsAsync(Guid conversation, Guid answer) =>
        (await _workspace.OpenAsync(conversation)).Messages.Single(message => message.Id == answer).Ratings;

    private RateAnswer Command(Actor actor, Rating rating, string? comment = null) =>
        new(TestWorkspace.StoreId, _workspace.NewId(), _conversation, _answer, rating, actor, comment);

    private Task<bool> RateAsync(Actor actor, Rating rating, string? comment = null) => RateAsync(Command(actor, rating, comment));

    private Task<bool> RateAsync(RateAnswer command) => _workspace.Get<IRatingCommands>().RateAsync(command, Cancellation);
}
