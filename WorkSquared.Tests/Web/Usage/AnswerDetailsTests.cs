using Bunit;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Usage;
using WorkSquared.Tests.Support;
using WorkSquared.Web.Components.Chat;

namespace WorkSquared.Tests.Web.Usage;

public sealed class AnswerDetailsTests : IAsyncDisposable
{
    private readonly TestUi _ui = new();
    private readonly Guid _conversation = Guid.Parse("01900000-0000-7000-8000-000000000001");

    public ValueTask DisposeAsync() => _ui.DisposeAsync();

    [Fact]
    public async Task Details_AreReadWhenOpened_AndGoWhenClosed()
    {
        _ui.Usage.Answer = Answer(new TokenUsage(1_200, 80, 1_000, 0.0012m, "USD")) with { Attempts = 2, EarlierTurns = 4, OmittedTurns = 3 };
        _ui.Usage.Conversation = new UsageSum(9, 20_000, 1_000, 345, 0, [new Cost(0.25m, "USD")]);
        var page = AnsweredPage();
        Assert.Equal(0, _ui.Usage.Reads);

        await page.ClickAsync(".toggle");

        Assert.Equal(
            [
                "Model: gpt-4o-2024-08-06", "Tokens: 1,200 in (1,000 of them cached), 80 out", "Cost: 0.0012 USD", "First text after: 0.4 s", "Took: 2.5 s",
                "Attempts: 2, together 1,280 tokens", "Earlier turns: 4 seen, 3 left out because they did not fit",
                "This conversation: 20,345 tokens, 0.25 USD",
            ],
            Lines(page));
        Assert.Equal("true", page.Find(".toggle").GetAttribute("aria-expanded"));

        await page.ClickAsync(".toggle");
        Assert.Empty(page.FindAll("dl"));
    }

    [Fact]
    public async Task CountsOfOurOwn_AreCalledEstimated_AndAnUnknownPriceIsNotZero()
    {
        _ui.Usage.Answer = Answer(new TokenUsage(1_200, 80, IsEstimated: true));
        var page = AnsweredPage();

        await page.ClickAsync(".toggle");

        Assert.Contains("Tokens: 1,200 in, 80 out (estimated)", Lines(page));
        Assert.DoesNotContain(Lines(page), line => line.StartsWith("Cost", StringComparison.Ordinal));
    }

    [Fact]
    public async Task QuestionThatWasCut_SaysHowMuchOfItTheModelSaw()
    {
        _ui.Usage.Answer = Answer(usage: null) with { CutQuestion = new CutText(4_000, 90_000) };
        var page = AnsweredPage();

        await page.ClickAsync(".toggle");

        Assert.Contains("Question: cut because it did not fit: 4,000 of 90,000 characters seen", Lines(page));
    }

    [Fact]
    public async Task StoppedAnswer_SaysWhatIsPutAside()
    {
        _ui.Usage.Answer = Answer(usage: null) with { Turn = new UsageSum(1, 1_200, 0, 1_000, 2_200, []) };
        var page = AnsweredPage();

        await page.ClickAsync(".toggle");

        Assert.Contains("Tokens: not known; 2,200 are put aside", Lines(page));
    }

    private static AnswerUsage Answer(TokenUsage? usage) =>
        new("gpt-4o-2024-08-06", "openai", usage, 1, new UsageSum(1, 1_200, 1_000, 80, 0, []), 400, 2_500, 0, 0);

    private IRenderedComponent<ChatPage> AnsweredPage()
    {
        _ui.Workspace.Say(_conversation, "question");
        _ui.Workspace.Answer(_ui.Workspace.RunningTurn(_conversation), _conversation, "An answer");
        return _ui.OpenPage(_conversation);
    }

    private static List<string> Lines(IRenderedComponent<ChatPage> page) =>
        [.. page.FindAll("dl > div").Select(row => $"{row.Children[0].TextContent}: {row.Children[1].TextContent}")];
}
