using Bunit;
using WorkSquared.Core.Chat;
using WorkSquared.Tests.Support;
using WorkSquared.Web.Components.Chat;

namespace WorkSquared.Tests.Web;

public sealed class ThoughtsOnThePageTests : IAsyncDisposable
{
    private readonly TestUi _ui = new();
    private readonly Guid _conversation = Guid.Parse("01900000-0000-7000-8000-000000000001");

    private InMemoryWorkspace Workspace => _ui.Workspace;

    public ValueTask DisposeAsync() => _ui.DisposeAsync();

    [Fact]
    public async Task RunningAnswer_ThatThinks_CountsTheSeconds_AndShowsWhatItThinksOnceOpened()
    {
        Workspace.Say(_conversation, "question");
        var turn = Workspace.RunningTurn(_conversation);
        var page = _ui.OpenPage(_conversation);

        Workspace.Write(turn, _conversation, "", new Reasoning("Is it *two", 3_000));
        page.WaitForAssertion(() => Assert.Equal("Thinking… 3 s", Fold(page)));
        Assert.False(page.Find(".thoughts").HasAttribute("open"));
        Assert.DoesNotContain("Is it", page.Find("article.answer").TextContent, StringComparison.Ordinal);

        _ui.Time.Advance(TimeSpan.FromSeconds(1));
        page.WaitForAssertion(() => Assert.Equal("Thinking… 4 s", Fold(page)));
        _ui.Time.Advance(TimeSpan.FromSeconds(1));
        page.WaitForAssertion(() => Assert.Equal("Thinking… 5 s", Fold(page)));

        await ToggleAsync(page);
        page.WaitForAssertion(() => Assert.Contains("Is it *two", page.Find(".thought").TextContent, StringComparison.Ordinal));
        Workspace.Write(turn, _conversation, "", new Reasoning("Is it *two*?", 5_500));
        page.WaitForAssertion(() => Assert.Equal("two", page.Find(".thought em").TextContent));

        Workspace.Write(turn, _conversation, "Two", new Reasoning("Is it *two*?", 6_000));
        page.WaitForAssertion(() => Assert.Equal("Thought for 6 s", Fold(page)));
        Workspace.Answer(turn, _conversation, "Two.", new Reasoning("Is it *two*? Yes.", 6_200));
        page.WaitForAssertion(() => Assert.Equal("Is it two? Yes.", page.Find(".thought").TextContent.Trim()));
        Assert.Equal("Thought for 6 s", Fold(page));
    }

    [Fact]
    public void Thinking_OpenedInTheMiddle_IsThereAtOnce_AndSilenceIsCountedFromTheLastThought()
    {
        Workspace.Say(_conversation, "question");
        var turn = Workspace.RunningTurn(_conversation);
        Workspace.Write(turn, _conversation, "", new Reasoning("Is it", 61_000));

        var page = _ui.OpenPage(_conversation);
        Assert.Equal("Thinking… 1 min 1 s", Fold(page));

        _ui.Time.Advance(TimeSpan.FromSeconds(29));
        Workspace.Write(turn, _conversation, "", new Reasoning("Is it two?", 90_000));
        page.WaitForAssertion(() => Assert.Equal("Thinking… 1 min 30 s", Fold(page)));
        _ui.Time.Advance(TimeSpan.FromSeconds(29));
        page.WaitForAssertion(() => Assert.Equal("Thinking… 1 min 59 s", Fold(page)));
        Assert.Empty(page.FindAll(".silence"));

        _ui.Time.Advance(TimeSpan.FromSeconds(1));
        page.WaitForAssertion(() => Assert.Single(page.FindAll(".silence")));
    }

    [Fact]
    public void NextAttempt_HasNothingOfWhatTheLastOneThought()
    {
        Workspace.Say(_conversation, "question");
        var turn = Workspace.RunningTurn(_conversation);
        Workspace.Start(turn, _conversation);
        Workspace.Write(turn, _conversation, "", new Reasoning("Is it", 1_000));
        var page = _ui.OpenPage(_conversation);
        Assert.Single(page.FindAll(".thoughts"));

        Workspace.Start(turn, _conversation, attempt: 2);

        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".thoughts")));
        Assert.Contains("Thinking", page.Find("article[aria-busy]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EndedAnswer_SaysHowLongItThought_AndWhatIsReadWhenOpened()
    {
        Workspace.Say(_conversation, "question");
        Workspace.Answer(Workspace.RunningTurn(_conversation), _conversation, "Two.", new Reasoning("Is it *two*?", 400, OmittedCharacters: 1_234));

        var page = _ui.OpenPage(_conversation);
        Assert.Equal("Thought for less than a second", Fold(page));
        Assert.False(page.HasComponent<ThoughtText>());

        await ToggleAsync(page);

        page.WaitForAssertion(() => Assert.Equal("two", page.Find(".thought em").TextContent));
        Assert.Contains("1,234 more characters are not kept.", page.Find(".thought").TextContent, StringComparison.Ordinal);
        Assert.Equal("Two.", page.Find("article.answer > .markdown").TextContent.Trim());
    }

    [Fact]
    public void FailureAfterReasoning_HasItAboveTheReason_AndAnAnswerWithoutHasNoFold()
    {
        Workspace.Say(_conversation, "first");
        Workspace.Fail(Workspace.RunningTurn(_conversation), _conversation, "No room.", reasoning: new Reasoning("Is it", 75_000));
        Workspace.Say(_conversation, "second");
        Workspace.Answer(Workspace.RunningTurn(_conversation), _conversation, "Two.");

        var answers = _ui.OpenPage(_conversation).FindAll("article.answer");

        Assert.Equal("Thought for 1 min 15 s", answers[0].QuerySelector(".thoughts summary")!.TextContent.Trim());
        Assert.Null(answers[1].QuerySelector(".thoughts"));
    }

    private static string Fold(IRenderedComponent<ChatPage> page) => page.Find(".thoughts > summary").TextContent.Trim();

    private static Task ToggleAsync(IRenderedComponent<ChatPage> page) =>
        page.ActAsync(".thoughts", fold => fold.TriggerEventAsync("ontoggle", EventArgs.Empty));
}
