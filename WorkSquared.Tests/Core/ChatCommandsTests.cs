using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using WorkSquared.Core;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Core;

public sealed class ChatCommandsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Message_SentTwice_IsStoredOnce()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        var (conversation, command) = (workspace.NewId(), workspace.NewId());

        var first = await workspace.SayAsync(conversation, "Hello", command);
        workspace.Time.Advance(TimeSpan.FromMinutes(1));
        var second = await workspace.SayAsync(conversation, "Hello", command);

        Assert.False(first.IsDuplicate);
        Assert.True(second.IsDuplicate);
        Assert.Equal(first.Position, second.Position);
        Assert.Single((await workspace.OpenAsync(conversation)).Messages);
    }

    // Seen from outside: a reader of its own finds what is committed and nothing else.
    [Fact]
    public async Task Message_IsCommitted_BeforeItsSenderIsTold()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        var conversation = workspace.NewId();
        await workspace.SayAsync(conversation, "Hello");
        await using var outside = new SqliteConnection($"Data Source={workspace.DatabaseFile};Mode=ReadOnly;Pooling=False");
        await outside.OpenAsync(Cancellation);
        await using var head = outside.CreateCommand();
        head.CommandText = "SELECT max(position) FROM events";

        for (var message = 0; message < 50; message++)
        {
            var told = await workspace.SayAsync(conversation, $"Message {message}");

            Assert.True((long)(await head.ExecuteScalarAsync(Cancellation))! >= told.Position);
        }
    }

    [Fact]
    public async Task Message_WithAUsedCommandIdAndOtherWords_IsRefused()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        var (conversation, command) = (workspace.NewId(), workspace.NewId());
        await workspace.SayAsync(conversation, "Hello", command);

        var refused = await Assert.ThrowsAsync<CommandRefusedException>(() => workspace.SayAsync(conversation, "Goodbye", command));

        Assert.Equal(Refusal.Conflict, refused.Refusal);
        Assert.Equal("Hello", Assert.Single((await workspace.OpenAsync(conversation)).Messages).Text);
    }

    [Fact]
    public async Task FirstMessages_SentAtOnceFromManyTabs_CreateOneConversation()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        var conversation = workspace.NewId();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(number => workspace.SayAsync(conversation, $"From tab {number}")));

        var list = await workspace.Reader.ListAsync(TestWorkspace.AllSeeing, 10, Cancellation);
        Assert.Equal(20, Assert.Single(list.Items).OpenTurns);
        Assert.Single(await workspace.TakeAsync(21), committed => committed.Data is ConversationCreated);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t ")]
    [InlineData("before\0after")]
    [InlineData(@"half a pair \ud83d")]
    [InlineData(@"\ude00 the other half")]
    public async Task Message_ThatCannotBeStored_IsRefusedWithAReason(string text)
    {
        await using var workspace = await TestWorkspace.StartAsync();
        var conversation = workspace.NewId();

        // Escaped until here: an attribute can't hold half of a character.
        var refused = await Assert.ThrowsAsync<CommandRefusedException>(() => workspace.SayAsync(conversation, Regex.Unescape(text)));

        Assert.Equal(Refusal.Invalid, refused.Refusal);
        Assert.NotEmpty(refused.Message);
        Assert.Null(await workspace.Reader.OpenAsync(TestWorkspace.AllSeeing, conversation, turnId: null, 50, Cancellation));
    }

    [Fact]
    public async Task Message_OfTheGreatestLength_IsStoredWhole_AndOneMoreIsRefused()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        var conversation = workspace.NewId();
        var text = new string('漢', MessageText.MaxLength);

        await workspace.SayAsync(conversation, text);

        Assert.Equal(text, Assert.Single((await workspace.OpenAsync(conversation)).Messages).Text);
        var refused = await Assert.ThrowsAsync<CommandRefusedException>(() => workspace.SayAsync(conversation, text + "字"));
        Assert.Contains("100,000", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_PressedTwice_IsOneWish_AndKnowsItsCause()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        var conversation = workspace.NewId();
        await workspace.SayAsync(conversation, "A long one, please");
        var turn = Assert.Single((await workspace.OpenAsync(conversation)).OpenTurns);

        await workspace.Chat.StopAsync(TestWorkspace.StoreId, conversation, turn.Id, workspace.Ada, Cancellation);
        await workspace.Chat.StopAsync(TestWorkspace.StoreId, conversation, turn.Id, Actor.Person("bob"), Cancellation);
        await workspace.SayAsync(conversation, "And the next");

        var stop = Assert.Single(await workspace.TakeAsync(4), committed => committed.Data is LLMResponseStopRequested);
        Assert.Equal(turn.Id, stop.CausationId);
        Assert.Equal(workspace.Ada, stop.Actor);
    }

    [Fact]
    public async Task Message_IsRefused_WhenTheDiskIsAlmostFull_AndAnAnswerIsStillStored()
    {
        var limit = 0;
        await using var workspace = await TestWorkspace.StartAsync(configure: services =>
            services.Configure<WorkSquaredOptions>(options => options.Database.MinFreeMegabytes = limit));
        await workspace.SayAsync(workspace.NewId(), "There is room");

        limit = int.MaxValue;
        await workspace.RestartAsync();
        var refused = await Assert.ThrowsAsync<CommandRefusedException>(() => workspace.SayAsync(workspace.NewId(), "There is none"));
        var claim = await workspace.ClaimAsync();

        Assert.Equal(Refusal.Unavailable, refused.Refusal);
        Assert.Contains("almost full", refused.Message, StringComparison.Ordinal);
        Assert.True(await workspace.Answers.AnswerAsync(claim!, "For me there is", "test", new ResponseMetadata("offline", "stop", 1), Cancellation));
    }

    [Fact]
    public async Task Retry_OpensATurnOfItsOwn_CausedByTheQuestion()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        var conversation = workspace.NewId();
        var question = await workspace.SayAsync(conversation, "Once more");
        var claim = await workspace.ClaimAsync();
        await workspace.Answers.FailAsync(claim!, new("timeout", "Nothing came.", Retryable: true), "", "test", null, Cancellation);

        await workspace.AskAgainAsync(conversation, claim!.TurnId);

        var turn = Assert.Single((await workspace.OpenAsync(conversation)).OpenTurns);
        Assert.Equal(question.MessageId, turn.QuestionId);
        Assert.NotEqual(claim.TurnId, turn.Id);
        Assert.Equal(claim.TurnId, (await workspace.TakeAsync(4))[^1].CausationId);
    }

    [Fact]
    public async Task IdThatATurnWillNeed_IsRefused_SoThatNobodyCanKeepItFromEnding()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        var conversation = workspace.NewId();
        await workspace.SayAsync(conversation, "A question");
        var answerId = Assert.Single((await workspace.OpenAsync(conversation)).OpenTurns).AnswerId;

        await Assert.ThrowsAsync<CommandRefusedException>(() => workspace.SayAsync(conversation, "In its place", answerId));
        await Assert.ThrowsAsync<CommandRefusedException>(() => workspace.SayAsync(answerId, "In its place"));

        var claim = await workspace.ClaimAsync();
        Assert.True(await workspace.Answers.CancelAsync(claim!, "", "test", null, Cancellation));
    }

    [Fact]
    public async Task Retry_PressedByTwo_AsksOnce()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        var conversation = workspace.NewId();
        var question = await workspace.SayAsync(conversation, "Once more");
        var claim = await workspace.ClaimAsync();
        await workspace.Answers.FailAsync(claim!, new("timeout", "Nothing came.", Retryable: true), "", "test", null, Cancellation);

        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => workspace.AskAgainAsync(conversation, question.TurnId)));

        Assert.Single((await workspace.OpenAsync(conversation)).OpenTurns);
    }

    [Fact]
    public async Task Rename_OfAnUnknownConversation_IsRefused()
    {
        await using var workspace = await TestWorkspace.StartAsync();

        var refused = await Assert.ThrowsAsync<CommandRefusedException>(() => workspace.Chat.RenameAsync(
            TestWorkspace.StoreId, workspace.NewId(), "Anything", workspace.NewId(), workspace.Ada, Cancellation));

        Assert.Equal(Refusal.NotFound, refused.Refusal);
    }

    [Theory]
    [InlineData("Plan the office move", "Plan the office move")]
    [InlineData("\n\n## **Kick-off** with Contoso\nand more", "Kick-off** with Contoso")]
    [InlineData("Meeting notes:\n- Anna sends the contract", "Meeting notes")]
    [InlineData("***", "New conversation")]
    [InlineData("````file=_notes_.md\n# Meeting\n````", "_notes_.md")]
    [InlineData("Sum this up\n\n`````file=budget 2026.csv\n````\n`````", "Sum this up")]
    [InlineData("````file=\nfile=no name\n````", "file=no name")]
    public void Title_IsTheFirstWords(string text, string title) => Assert.Equal(title, MessageText.TitleOf(text));

    [Fact]
    public void Title_OfALongLine_EndsAtAWord()
    {
        var title = MessageText.TitleOf("We need a plan for moving forty people to the new office by the end of March");

        Assert.Equal("We need a plan for moving forty people to the new office by…", title);
    }

    [Fact]
    public async Task SenderWhoWasAway_IsHeldUpByWhatCameOnTheirBranchAlone()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        var bob = Actor.Person("bob");
        var conversation = workspace.NewId();
        var first = await workspace.SayAsync(conversation, "First");
        await SayAsync(bob, "Other wording", after: null, replaces: first.MessageId, seen: null);

        var second = await SayAsync(workspace.Ada, "Second", first.TurnId, replaces: null, seen: first.Position);
        await SayAsync(bob, "On the same branch", first.TurnId, replaces: null, seen: null);
        var refused = await Assert.ThrowsAsync<CommandRefusedException>(
            () => SayAsync(workspace.Ada, "Third", first.TurnId, replaces: null, seen: second.Position));

        Assert.Equal((Refusal.Outdated, "1 new message since you wrote this."), (refused.Refusal, refused.Message));

        Task<SentMessage> SayAsync(Actor person, string text, Guid? after, Guid? replaces, long? seen) => workspace.Chat.SendAsync(
            new SendMessage(TestWorkspace.StoreId, workspace.NewId(), conversation, text, person, after, replaces, seen), Cancellation);
    }
}
