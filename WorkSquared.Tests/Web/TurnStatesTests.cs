using AngleSharp.Dom;
using Bunit;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Turns;
using WorkSquared.Tests.Support;
using WorkSquared.Web.Components.Chat;

namespace WorkSquared.Tests.Web;

public sealed class TurnStatesTests : IAsyncDisposable
{
    private readonly TestUi _ui = new();
    private readonly Guid _conversation = Guid.Parse("01900000-0000-7000-8000-000000000001");

    private InMemoryWorkspace Workspace => _ui.Workspace;

    public ValueTask DisposeAsync() => _ui.DisposeAsync();

    [Fact]
    public void Delay_WhileItLasts_SaysWhyAndCountsDown_AndEndsWithTheNextAttempt()
    {
        Workspace.Say(_conversation, "question");
        var turn = Workspace.RunningTurn(_conversation);
        Workspace.Start(turn, _conversation);
        var page = _ui.OpenPage(_conversation);

        Delay(turn, TimeSpan.FromSeconds(65));
        page.WaitForAssertion(() => Assert.Contains("OpenAI is busy. Next try in 1 min 5 s.", Busy(page).TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain("Thinking", Busy(page).TextContent, StringComparison.Ordinal);

        _ui.Time.Advance(TimeSpan.FromSeconds(53));
        page.WaitForAssertion(() => Assert.Contains("Next try in 12 s.", Busy(page).TextContent, StringComparison.Ordinal));
        _ui.Time.Advance(TimeSpan.FromSeconds(1));
        page.WaitForAssertion(() => Assert.Contains("Next try in 11 s.", Busy(page).TextContent, StringComparison.Ordinal));
        _ui.Time.Advance(TimeSpan.FromSeconds(11));
        page.WaitForAssertion(() => Assert.Contains("Next try any moment now.", Busy(page).TextContent, StringComparison.Ordinal));

        Workspace.Start(turn, _conversation, attempt: 2);
        page.WaitForAssertion(() =>
        {
            Assert.Contains("Attempt 2", Busy(page).QuerySelector(".byline")!.TextContent, StringComparison.Ordinal);
            Assert.Contains("Thinking", Busy(page).TextContent, StringComparison.Ordinal);
            Assert.DoesNotContain("Next try", page.Markup, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Text_ThatComesBeforeTheNewsOfItsAttempt_StaysWhenTheNewsIsThere()
    {
        Workspace.Say(_conversation, "question");
        var turn = Workspace.RunningTurn(_conversation);
        var page = _ui.OpenPage(_conversation);

        Workspace.Write(turn, _conversation, "It is being written");
        page.WaitForAssertion(() => Assert.Contains("It is being written", Busy(page).TextContent, StringComparison.Ordinal));

        Workspace.Start(turn, _conversation);
        Workspace.Say(_conversation, "seen after it");
        page.WaitForAssertion(() => Assert.Contains("seen after it", page.Markup, StringComparison.Ordinal));
        Assert.Contains("It is being written", Busy(page).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Delay_IsSaidOnce_AndItsSecondsAreNot()
    {
        Workspace.Say(_conversation, "question");
        var turn = Workspace.RunningTurn(_conversation);
        Workspace.Start(turn, _conversation);
        var page = _ui.OpenPage(_conversation);

        Delay(turn, TimeSpan.FromSeconds(12));
        page.WaitForAssertion(() => Assert.Equal("OpenAI is busy. Trying again in 12 seconds.", page.Find("main ~ [aria-live=polite]").TextContent));
        _ui.Time.Advance(TimeSpan.FromSeconds(5));
        page.WaitForAssertion(() => Assert.Contains("Next try in 7 s.", Busy(page).TextContent, StringComparison.Ordinal));

        Assert.Equal("OpenAI is busy. Trying again in 12 seconds.", page.Find("main ~ [aria-live=polite]").TextContent);
        Assert.Equal("off", page.Find("[role=log]").GetAttribute("aria-live"));
    }

    [Fact]
    public async Task Delay_Stopped_SaysSoUntilItHasEnded()
    {
        Workspace.Say(_conversation, "question");
        var turn = Workspace.RunningTurn(_conversation);
        Workspace.Start(turn, _conversation);
        Delay(turn, TimeSpan.FromMinutes(5));
        var page = _ui.OpenPage(_conversation);

        await page.ClickAsync("[data-stop]");

        page.WaitForAssertion(() => Assert.Contains("Stopping", Busy(page).TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain("Next try", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void NextAttempt_BeginsWithoutTheTextOfTheOneBefore()
    {
        Workspace.Say(_conversation, "question");
        var turn = Workspace.RunningTurn(_conversation);
        Workspace.Start(turn, _conversation);
        Workspace.Write(turn, _conversation, "Written and lost");
        var page = _ui.OpenPage(_conversation);
        Assert.Contains("Written and lost", Busy(page).TextContent, StringComparison.Ordinal);

        Workspace.Start(turn, _conversation, attempt: 2);

        page.WaitForAssertion(() => Assert.Contains("Thinking", Busy(page).TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain("Written and lost", Busy(page).TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("running")]
    [InlineData("answered")]
    [InlineData("failed")]
    [InlineData("stopped")]
    public void Interruption_OfAnyTurn_KeepsItsTextOneClickAway(string state)
    {
        Workspace.Say(_conversation, "question");
        var turn = Workspace.RunningTurn(_conversation);
        Workspace.Start(turn, _conversation);
        var page = _ui.OpenPage(_conversation);

        Restart(turn, "Half **an** answer");
        switch (state)
        {
            case "answered":
                Workspace.Answer(turn, _conversation, "Whole answer");
                break;
            case "failed":
                Workspace.Fail(turn, _conversation, "The provider is overloaded.");
                break;
            case "stopped":
                Workspace.Cancel(turn, _conversation, "So far");
                break;
        }

        page.WaitForAssertion(() =>
        {
            Assert.Equal(state == "running", page.FindAll("article[aria-busy]").Count == 1);
            var attempts = page.Find($"[data-message-id='{turn.AnswerId}'] details.attempts");
            Assert.False(attempts.HasAttribute("open"));
            Assert.Equal("Attempt 1: The server stopped while it was writing.", attempts.QuerySelector("summary")!.TextContent);
            Assert.Equal("an", attempts.QuerySelector(".markdown strong")!.TextContent);
        });
    }

    [Fact]
    public void Interruptions_OfOneTurn_ShareOneClick()
    {
        Workspace.Say(_conversation, "question");
        var turn = Workspace.RunningTurn(_conversation);
        Workspace.Start(turn, _conversation);
        Restart(turn, "Half an answer");
        Delay(turn, TimeSpan.FromSeconds(3), attempt: 2);
        Workspace.Start(turn, _conversation, attempt: 3);

        var page = _ui.OpenPage(_conversation);

        var attempts = page.Find("details.attempts");
        Assert.Equal("2 earlier attempts", attempts.QuerySelector("summary")!.TextContent);
        Assert.Equal(
            ["Attempt 1: The server stopped while it was writing.", "Attempt 2: OpenAI is busy."],
            attempts.QuerySelectorAll("section > p").Select(heading => heading.TextContent));
    }

    [Theory]
    [InlineData("length", "Stopped at the length limit.", true)]
    [InlineData("content_filter", "content filter", false)]
    [InlineData("stop", null, false)]
    public async Task Answer_ThatWasCutShort_SaysSo_AndCanBeContinuedOnlyAtItsLimit(string finish, string? words, bool canContinue)
    {
        Workspace.Say(_conversation, "question");
        var turn = Workspace.RunningTurn(_conversation);
        LLMResponseReceived answer = new(
            turn.AnswerId, _conversation, "An answer", MessageRole.Assistant, "test-model", turn.QuestionId, _ui.Time.GetUtcNow(),
            new ResponseMetadata("offline", finish, 1));
        Workspace.Commit(answer, Actor.AssistantFor(InMemoryWorkspace.Local), turn.Id);

        var page = _ui.OpenPage(_conversation);

        Assert.Equal(words is not null, page.FindAll(".ended").Count == 1);
        Assert.Contains(words ?? "", page.Find($"[data-message-id='{turn.AnswerId}']").TextContent, StringComparison.Ordinal);
        Assert.Equal(canContinue, page.FindAll(".ended button").Count == 1);
        if (canContinue)
        {
            await page.ClickAsync(".ended button");
            page.WaitForAssertion(() => Assert.Equal(1, Workspace.Count<LLMResponseRequested>()));
        }
    }

    private static IElement Busy(IRenderedComponent<ChatPage> page) => page.Find("article[aria-busy=true]");

    private void Delay(OpenTurn turn, TimeSpan wait, int attempt = 1)
    {
        var now = _ui.Time.GetUtcNow();
        Workspace.Commit(
            new LLMResponseDelayed(
                Workspace.NewId(), _conversation, turn.QuestionId, attempt, "rate_limited", "OpenAI is busy.", now + wait, "", "test-model", now),
            Actor.AssistantFor(InMemoryWorkspace.Local),
            turn.Id);
    }

    private void Restart(OpenTurn turn, string textSoFar) => Workspace.Commit(
        new LLMResponseStarted(Workspace.NewId(), _conversation, turn.QuestionId, 2, 2, "test-model", _ui.Time.GetUtcNow(), textSoFar),
        Actor.AssistantFor(InMemoryWorkspace.Local),
        turn.Id);
}
