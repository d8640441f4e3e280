using AngleSharp.Html.Parser;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using WorkSquared.Core.Events;
using WorkSquared.Core.Usage;
using WorkSquared.Tests.Support;
using WorkSquared.Web.Components.Usage;

namespace WorkSquared.Tests.Web.Usage;

public sealed class UsagePageTests : IAsyncDisposable
{
    private static readonly DateOnly _today = new(2026, 1, 5);

    private readonly TestUi _ui = new();

    public ValueTask DisposeAsync() => _ui.DisposeAsync();

    [Fact]
    public void Page_SumsByMemberAndModel_TodayAndThirtyDays()
    {
        _ui.Usage.Store = Store(
            new DailyBudget(null, null),
            Share(_today, "ada", "gpt-4o", 1_000, 200, 0.5m),
            Share(_today, "local", "gpt-4o", 100, 20, 0.25m),
            Share(_today.AddDays(-3), "ada", "llama3.2:3b", 5_000, 1_000, cost: null));

        var page = _ui.Render<UsagePage>();

        Assert.Contains("1,320 tokens in 2 requests, 0.75 USD", page.Find(".sum").TextContent, StringComparison.Ordinal);
        Assert.Equal(["ada|1,200|2|6,000|0|1,200|0.50 USD", "You|120|1|100|0|20|0.25 USD"], Rows(page, "By member"));
        Assert.Equal(["llama3.2:3b|0|1|5,000|0|1,000|–", "gpt-4o|1,320|2|1,100|0|220|0.75 USD"], Rows(page, "By model"));
        Assert.Contains("There is no limit.", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Budget_SaysWhatIsLeft_AndNeverLessThanNothing()
    {
        _ui.Usage.Store = Store(new DailyBudget(10_000, new Cost(0.4m, "USD")), Share(_today, "ada", "gpt-4o", 1_000, 200, 0.5m));

        var page = _ui.Render<UsagePage>();

        Assert.Equal(["8,800 of 10,000 tokens left", "0.00 USD of 0.40 USD left"], page.FindAll(".limit p").Select(line => line.TextContent));
        Assert.Equal(["0.12", "1"], page.FindAll("progress").Select(bar => bar.GetAttribute("value")));
    }

    [Fact]
    public void Page_FollowsTheLog()
    {
        var conversation = Guid.Parse("01900000-0000-7000-8000-000000000001");
        _ui.Workspace.Say(conversation, "question");
        _ui.Usage.Store = Store(new DailyBudget(10_000, null)) with { Version = 2 };
        var page = _ui.Render<UsagePage>();
        Assert.Contains("No question has been asked yet.", page.Markup, StringComparison.Ordinal);

        _ui.Usage.Store = Store(new DailyBudget(10_000, null), Share(_today, "ada", "gpt-4o", 1_000, 200, cost: null)) with { Version = 3 };
        _ui.Workspace.Start(_ui.Workspace.RunningTurn(conversation), conversation);

        page.WaitForAssertion(() => Assert.Equal("8,800 of 10,000 tokens left", page.Find(".limit p").TextContent));
    }

    [Fact]
    public async Task Address_ShowsTheRealLedger_BeforeAnyScript()
    {
        await using TestSite site = new() { Configure = services => services.Configure<BudgetOptions>(budget => budget.DailyTokens = 5_000) };
        var client = site.CreateClient();

        var html = await new HtmlParser().ParseDocumentAsync(await client.GetStringAsync("/usage", TestContext.Current.CancellationToken));

        Assert.Equal("0 tokens in 0 requests", html.QuerySelector(".sum")!.TextContent.Trim());
        Assert.Equal("5,000 of 5,000 tokens left", html.QuerySelector(".limit p")!.TextContent);
        Assert.Equal("Usage", html.QuerySelector("aside a[href='usage']")!.TextContent);
    }

    private static StoreUsage Store(DailyBudget budget, params UsageShare[] shares) => new(1, _today, shares, budget);

    private static UsageShare Share(DateOnly day, string member, string model, long input, long output, decimal? cost) => new(
        day, Actor.Person(member), model, new UsageSum(1, input, 0, output, 0, cost is { } amount ? [new Cost(amount, "USD")] : []));

    private static List<string> Rows(IRenderedComponent<UsagePage> page, string label) =>
        [.. page.FindAll($"[aria-label='{label}'] tbody tr").Select(row => string.Join('|', row.Children.Select(cell => cell.TextContent)))];
}
