using AngleSharp.Dom;
using Bunit;
using WorkSquared.Core.Chat;
using WorkSquared.Tests.Support;
using WorkSquared.Web.Components.Chat;
using WorkSquared.Web.Components.Layout;
using WorkSquared.Web.Components.Shared.Markdown;

namespace WorkSquared.Tests.Web;

public sealed class TurnsOnThePageTests : IAsyncDisposable
{
    private readonly TestUi _ui = new();
    private readonly Guid _conversation = Guid.Parse("01900000-0000-7000-8000-000000000001");

    private InMemoryWorkspace Workspace => _ui.Workspace;

    public ValueTask DisposeAsync() => _ui.DisposeAsync();

    [Fact]
    public void RunningAnswer_WithoutText_IsBusyAndThinks()
    {
        Workspace.Say(_conversation, "question");

        var page = _ui.OpenPage(_conversation);

        var busy = page.Find("article[aria-busy=true]");
        Assert.Equal(Workspace.RunningTurn(_conversation).AnswerId.ToString(), busy.GetAttribute("data-message-id"));
        Assert.Contains("Thinking", busy.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Question_OnThePage_IsNeverThereWithoutASignOfThinking()
    {
        Workspace.Say(_conversation, "first");
        Workspace.Answer(Workspace.RunningTurn(_conversation), _conversation, "answer");
        var page = _ui.OpenPage(_conversation);
        List<(int Articles, int Busy)> seen = [];
        page.OnMarkupUpdated += (_, _) => seen.Add((page.FindAll("article").Count, page.FindAll("article[aria-busy=true]").Count));

        Workspace.Say(_conversation, "second");

        page.WaitForAssertion(() => Assert.Contains((4, 1), seen));
        Assert.DoesNotContain((3, 0), seen);
    }

    [Fact]
    public void Draft_WhileItGrows_RendersItsLeafAlone()
    {
        Workspace.Say(_conversation, "question");
        var turn = Workspace.RunningTurn(_conversation);
        var page = _ui.OpenPage(_conversation);
        var renders = page.FindComponent<PageHeader>().RenderCount;

        Workspace.Write(turn, _conversation, "So far *so");
        page.WaitForAssertion(() => Assert.Contains("So far *so", Busy(page).TextContent, StringComparison.Ordinal));
        Workspace.Write(turn, _conversation, "So far *so* good");
        page.WaitForAssertion(() => Assert.Equal("so", Busy(page).QuerySelector("em")!.TextContent));

        // The header has content of the page's own: it renders whenever the page does.
        Assert.Equal(renders, page.FindComponent<PageHeader>().RenderCount);
    }

    [Fact]
    public void RunningAnswer_OpenedInTheMiddle_ShowsItsTextAtOnce()
    {
        Workspace.Say(_conversation, "question");
        Workspace.Write(Workspace.RunningTurn(_conversation), _conversation, "Half an answer");

        var page = _ui.OpenPage(_conversation);

        Assert.Contains("Half an answer", Busy(page).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void RunningAnswer_WhenCommitted_KeepsItsArticle()
    {
        Workspace.Say(_conversation, "question");
        var turn = Workspace.RunningTurn(_conversation);
        Workspace.Write(turn, _conversation, "Whole\n\nanswer");
        var page = _ui.OpenPage(_conversation);
        var text = page.FindComponent<AnswerText>().Instance;

        Workspace.Answer(turn, _conversation, "Whole\n\nanswer");

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("article[aria-busy]")));
        Assert.Same(text, page.FindComponent<AnswerText>().Instance);
        Assert.Equal(turn.AnswerId.ToString(), page.FindAll("article")[1].GetAttribute("data-message-id"));
        Assert.True(SpinWait.SpinUntil(() => Workspace.Board.WatcherCount == 0, TimeSpan.FromSeconds(10)));
    }

    // Every component costs its circuit some kilobytes, and a conversation has answers by the hundred.
    [Fact]
    public void Turn_ThatHadEndedBefore_IsOneComponentAMessage()
    {
        Workspace.Say(_conversation, "question");
        Workspace.Answer(Workspace.RunningTurn(_conversation), _conversation, "An *answer*");

        var answer = _ui.OpenPage(_conversation).FindComponents<MessageArticle>()[1];

        Assert.Equal("answer", answer.Find("em").TextContent);
        Assert.False(answer.HasComponent<AnswerText>() || answer.HasComponent<MarkdownView>());
    }

    [Fact]
    public void Question_BehindAnother_ShowsItsPlaceInLineAndWhoTheAnswerIsFor()
    {
        Workspace.Say(_conversation, "first question");
        var second = Workspace.Say(_conversation, "second question");

        var page = _ui.OpenPage(_conversation);

        Assert.Contains("Waiting, 2nd in line", page.Find($"[data-message-id='{second}']").TextContent, StringComparison.Ordinal);
        Assert.Contains("in reply to “first question”", Busy(page).TextContent, StringComparison.Ordinal);
        Assert.Equal("true", page.FindAll("article")[^1].GetAttribute("aria-busy"));

        Workspace.Answer(Workspace.RunningTurn(_conversation), _conversation, "first answer");

        page.WaitForAssertion(() =>
        {
            Assert.DoesNotContain("in line", page.Markup, StringComparison.Ordinal);
            Assert.Contains("in reply to “second question”", Busy(page).TextContent, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Failure_Retried_AsksOnceAndLosesItsButton()
    {
        Workspace.Say(_conversation, "question");
        var turn = Workspace.RunningTurn(_conversation);
        Workspace.Fail(turn, _conversation, "The provider is overloaded.", "Half a sen");
        var page = _ui.OpenPage(_conversation);
        var failed = page.Find($"[data-message-id='{turn.AnswerId}']");
        Assert.Contains("The provider is overloaded.", failed.TextContent, StringComparison.Ordinal);
        Assert.Contains("Half a sen", failed.QuerySelector("details")!.TextContent, StringComparison.Ordinal);

        // A double click: both are on their way before the page has heard what the first one did.
        await page.InvokeAsync(() => Task.WhenAll(Retry(page).ClickAsync(), Retry(page).ClickAsync()));

        page.WaitForAssertion(() =>
        {
            Assert.Empty(page.FindAll(".retry"));
            Assert.Single(page.FindAll("article[aria-busy]"));
        });
        Assert.Equal(1, Workspace.Count<LLMResponseRequested>());
    }

    [Fact]
    public async Task Stop_WhileAnAnswerRuns_StandsInSendsPlaceAndKeepsTheText()
    {
        Workspace.Say(_conversation, "question");
        var turn = Workspace.RunningTurn(_conversation);
        var page = _ui.OpenPage(_conversation);
        Assert.True(page.Find("[data-send]").HasAttribute("hidden"));

        await page.ClickAsync("[data-stop]");
        page.WaitForAssertion(() => Assert.True(page.Find("[data-stop]").HasAttribute("disabled")));
        Workspace.Cancel(turn, _conversation, "Text so far");

        page.WaitForAssertion(() =>
        {
            Assert.Contains("Stopped by you", page.Find($"[data-message-id='{turn.AnswerId}']").TextContent, StringComparison.Ordinal);
            Assert.Contains("Text so far", page.Find($"[data-message-id='{turn.AnswerId}']").TextContent, StringComparison.Ordinal);
            Assert.False(page.Find("[data-send]").HasAttribute("hidden"));
            Assert.True(page.Find("[data-stop]").HasAttribute("hidden"));
        });
    }

    private static IElement Busy(IRenderedComponent<ChatPage> page) => page.Find("article[aria-busy=true]");

    private static IElement Retry(IRenderedComponent<ChatPage> page) => page.Find(".retry");
}
