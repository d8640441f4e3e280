using System.Globalization;
using AngleSharp.Dom;
using Bunit;
using WorkSquared.Core;
using WorkSquared.Core.Events;
using WorkSquared.Tests.Support;
using WorkSquared.Web.Components.Chat;

namespace WorkSquared.Tests.Web;

public sealed class ChatPageTests : IAsyncDisposable
{
    private readonly TestUi _ui = new();
    private readonly Guid _conversation = Guid.Parse("01900000-0000-7000-8000-000000000001");

    private InMemoryWorkspace Workspace => _ui.Workspace;

    public ValueTask DisposeAsync() => _ui.DisposeAsync();

    [Fact]
    public void Message_CommittedElsewhere_AppearsWithItsAuthorAndPlace()
    {
        Workspace.Say(_conversation, "the first words");
        var page = _ui.OpenPage(_conversation);

        var id = Workspace.Say(_conversation, "from another tab", Actor.Person("ada"));

        page.WaitForAssertion(() =>
        {
            var article = page.Find($"[data-message-id='{id}']");
            Assert.StartsWith("ada", article.GetAttribute("aria-label"), StringComparison.Ordinal);
            Assert.Equal("3", article.GetAttribute("data-position"));
            Assert.Equal("from another tab", article.QuerySelector(".words")!.TextContent);
        });
    }

    [Fact]
    public void Transcript_OfAConversation_IsALogOfArticlesInOrder()
    {
        Workspace.Say(_conversation, "question");
        Workspace.Answer(Workspace.RunningTurn(_conversation), _conversation, "**answer**");

        var page = _ui.OpenPage(_conversation);

        var log = page.Find("[role=log]");
        Assert.Equal("Conversation", log.GetAttribute("aria-label"));
        var names = log.QuerySelectorAll("article").Select(article => article.GetAttribute("aria-label"));
        Assert.Equal(["You: question", "Assistant: **answer**"], names);
        Assert.Equal("answer", log.QuerySelector("article strong")!.TextContent);
    }

    [Fact]
    public async Task Command_Refused_SaysWhyAndKeepsThePage()
    {
        Workspace.Say(_conversation, "question");
        var page = _ui.OpenPage(_conversation);
        var snackbar = _ui.Render<MudBlazor.MudSnackbarProvider>();
        Workspace.Refusal = new CommandRefusedException(Refusal.Unavailable, "The disk is full.");

        await page.ClickAsync("[data-stop]");

        snackbar.WaitForAssertion(() => Assert.Contains("The disk is full.", snackbar.Markup, StringComparison.Ordinal));
        Assert.NotEmpty(page.FindAll("article"));
    }

    [Fact]
    public async Task LongConversation_Opened_ShowsItsNewestMessagesAndEarlierOnesOnDemand()
    {
        for (var n = 0; n < 80; n++)
        {
            Workspace.Say(_conversation, $"message {n}");
            Workspace.Answer(Workspace.RunningTurn(_conversation), _conversation, $"answer {n}");
        }

        var page = _ui.OpenPage(_conversation);
        Assert.Equal(50, page.FindAll("article").Count);

        await page.ClickAsync("[data-earlier]");
        page.WaitForAssertion(() => Assert.Equal(100, page.FindAll("article").Count));
        await page.ClickAsync("[data-earlier]");
        page.WaitForAssertion(() => Assert.Equal(150, page.FindAll("article").Count));
        await page.ClickAsync("[data-earlier]");

        page.WaitForAssertion(() => Assert.Equal(160, page.FindAll("article").Count));
        Assert.Empty(page.FindAll("[data-earlier]"));
        var positions = page.FindAll("article").Select(Position).ToList();
        Assert.Equal(positions.Order(), positions);
    }

    [Fact]
    public async Task PageOfALongConversation_HoldsAPartOfIt_AndLeavesTheOtherEndBehind()
    {
        for (var n = 0; n < 200; n++)
        {
            Workspace.Say(_conversation, $"message {n}");
            Workspace.Answer(Workspace.RunningTurn(_conversation), _conversation, $"answer {n}");
        }

        var page = _ui.OpenPage(_conversation);
        foreach (var first in new[] { 150, 125, 100, 51, 2 })
        {
            await page.ClickAsync("[data-earlier]");
            page.WaitForAssertion(() => Assert.Equal($"message {first}", page.Find(".words").TextContent));
            Assert.InRange(page.FindAll("article").Count, 50, 200);
        }

        // What is said now is at the other end, and the page knows where that is.
        Workspace.Say(_conversation, "somewhere else");
        page.WaitForAssertion(() => Assert.NotNull(page.Find("[data-newest]:not([hidden])")));
        Assert.DoesNotContain("somewhere else", page.Markup, StringComparison.Ordinal);
        await page.ClickAsync("[data-later]");
        page.WaitForAssertion(() => Assert.Equal("message 52", page.Find(".words").TextContent));
        await page.ClickAsync("[data-newest]");

        page.WaitForAssertion(() => Assert.Equal("somewhere else", page.FindAll(".words")[^1].TextContent));
        Assert.Empty(page.FindAll("[data-newest], [data-later]"));
        Assert.InRange(page.FindAll("article").Count, 50, 51);
    }

    [Fact]
    public async Task RunningAnswer_ThatIsSilentForHalfAMinute_SaysSo_AndOffersToStop()
    {
        Workspace.Say(_conversation, "question");
        var turn = Workspace.RunningTurn(_conversation);
        Workspace.Start(turn, _conversation);
        var page = _ui.OpenPage(_conversation);
        _ui.Time.Advance(TimeSpan.FromSeconds(20));
        Workspace.Write(turn, _conversation, "A first word");
        page.WaitForAssertion(() => Assert.Contains("A first word", page.Markup, StringComparison.Ordinal));
        _ui.Time.Advance(TimeSpan.FromSeconds(20));
        Assert.Empty(page.FindAll(".silence"));

        _ui.Time.Advance(TimeSpan.FromSeconds(10));
        page.WaitForAssertion(() => Assert.Contains("Nothing has come for 30 seconds", page.Find(".silence").TextContent, StringComparison.Ordinal));
        Workspace.Write(turn, _conversation, "A first word, and a second one");
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".silence")));

        _ui.Time.Advance(TimeSpan.FromSeconds(30));
        page.WaitForElement(".silence button");
        await page.ClickAsync(".silence button");
        page.WaitForAssertion(() => Assert.Contains("Stop", page.Find("[data-stop][disabled]").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll(".silence"));
    }

    [Fact]
    public void Answer_IsAnnouncedWhenItBeginsAndWhenItEnds_AndItsFailureAtOnce()
    {
        Workspace.Say(_conversation, "question");
        var page = _ui.OpenPage(_conversation);
        var turn = Workspace.RunningTurn(_conversation);
        Assert.Equal("", Polite());

        Workspace.Start(turn, _conversation);
        page.WaitForAssertion(() => Assert.Equal("Assistant is answering.", Polite()));
        Workspace.Write(turn, _conversation, "One two");
        page.WaitForAssertion(() => Assert.Contains("One two", page.Markup, StringComparison.Ordinal));
        Assert.Equal("Assistant is answering.", Polite());
        Assert.Equal("off", page.Find("[role=log]").GetAttribute("aria-live"));
        Workspace.Answer(turn, _conversation, "One two three");
        page.WaitForAssertion(() => Assert.Equal("Answer ready, 3 words.", Polite()));

        Workspace.Say(_conversation, "another");
        Workspace.Fail(Workspace.RunningTurn(_conversation), _conversation, "The provider is overloaded.");
        page.WaitForAssertion(() => Assert.Equal("There is no answer. The provider is overloaded.", page.Find("main ~ [role=alert]").TextContent));

        string Polite() => page.Find("main ~ [aria-live=polite]").TextContent;
    }

    [Fact]
    public void MessageOfSomebodyElse_IsAnnouncedOnceByItsFirstWords_AndNeitherOnesOwnNorEarlierOnes()
    {
        Workspace.Say(_conversation, "earlier", Actor.Person("bob"));
        var page = _ui.OpenPage(_conversation);
        List<string> said = [];
        page.OnMarkupUpdated += (_, _) => said.AddRange(page.FindAll("main ~ [aria-live=polite] p").Select(line => line.TextContent).Except(said));

        Workspace.Say(_conversation, "one's own");
        Workspace.Say(_conversation, $"first\nwords {new string('x', 200)}", Actor.Person("bob"));
        Workspace.Start(Workspace.RunningTurn(_conversation), _conversation);

        page.WaitForAssertion(() => Assert.Equal([$"bob: first words {new string('x', 108)}…", "Assistant is answering."], said));
    }

    [Fact]
    public void NewConversation_WithItsFirstMessage_GetsItsAddress()
    {
        var page = _ui.OpenPage("new");
        var id = Guid.Parse(page.Find("work-composer").GetAttribute("data-conversation")!);
        Assert.NotNull(page.Find("work-composer").GetAttribute("data-unsaid"));
        Assert.Contains("What are we working on?", page.Markup, StringComparison.Ordinal);

        Workspace.Say(id, "hello");

        page.WaitForAssertion(() => Assert.EndsWith($"/c/{id}", _ui.Navigation.Uri, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Null(page.Find("work-composer").GetAttribute("data-unsaid")));
    }

    [Fact]
    public void Root_WithConversations_OpensTheNewestAndTakesItsAddress()
    {
        Workspace.Say(Workspace.NewId(), "older");
        Workspace.Say(_conversation, "newest");

        var page = _ui.OpenPage("");

        Assert.Contains("newest", page.Find("article").TextContent, StringComparison.Ordinal);
        Assert.EndsWith($"/c/{_conversation}", _ui.Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Root_OfAnEmptyStore_JoinsTheFirstConversationBegunElsewhere()
    {
        _ui.JSInterop.Setup<bool>("workSquared.hasNothingWritten").SetResult(true);
        var page = _ui.OpenPage("");

        Workspace.Say(_conversation, "begun in another tab");

        page.WaitForAssertion(() => Assert.EndsWith($"/c/{_conversation}", _ui.Navigation.Uri, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("01900000-0000-7000-8000-0000000000ff")]
    public void Conversation_NobodyKnows_IsACalmNotFound(string id)
    {
        var page = _ui.OpenPage($"c/{id}", id);

        Assert.Contains("Conversation not found", page.Find("h1").TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.Find("a[href='']"));
    }

    [Fact]
    public async Task Title_RenamedElsewhere_ChangesHere()
    {
        Workspace.Say(_conversation, "question");
        var page = _ui.OpenPage(_conversation);

        await page.ClickAsync("[aria-label='Rename conversation']");
        await page.ChangeAsync("input", " Kick-off ");
        await page.SubmitAsync("form.rename");

        page.WaitForAssertion(() => Assert.Equal("Kick-off", page.Find("h1").TextContent));
    }

    [Fact]
    public async Task Page_Left_HearsNothingMore()
    {
        Workspace.Say(_conversation, "question");
        var page = _ui.OpenPage(_conversation);
        Workspace.Write(Workspace.RunningTurn(_conversation), _conversation, "watched");
        Workspace.Say(_conversation, "followed");
        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll("article").Count));
        page.WaitForAssertion(() => Assert.Contains("watched", Busy(page).TextContent, StringComparison.Ordinal));

        await _ui.DisposeComponentsAsync();

        Assert.True(SpinWait.SpinUntil(() => Workspace.SubscriberCount + Workspace.Board.WatcherCount == 0, TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task Prerendering_APage_SubscribesToNothing()
    {
        await using TestUi ui = new(isInteractive: false);
        ui.Workspace.Say(_conversation, "question");
        ui.Workspace.Write(ui.Workspace.RunningTurn(_conversation), _conversation, "Half an answer");

        var page = ui.OpenPage(_conversation);

        Assert.Contains("Half an answer", Busy(page).TextContent, StringComparison.Ordinal);
        Assert.Equal(0, ui.Workspace.SubscriberCount);
        Assert.True(SpinWait.SpinUntil(() => ui.Workspace.Board.WatcherCount == 0, TimeSpan.FromSeconds(10)));
    }

    private static IElement Busy(IRenderedComponent<ChatPage> page) => page.Find("article[aria-busy=true]");

    private static long Position(IElement article) => long.Parse(article.GetAttribute("data-position")!, CultureInfo.InvariantCulture);
}
