using Bunit;
using WorkSquared.Core.Events;
using WorkSquared.Core.Usage;
using WorkSquared.Tests.Support;
using WorkSquared.Web.Components.Chat;

namespace WorkSquared.Tests.Web;

public sealed class FailedAnswerTests : IAsyncDisposable
{
    private static readonly UsageSum _one = new(1, 1_200, 0, 1_000, 0, [new Cost(0.25m, "USD")]);

    private readonly TestUi _ui = new();
    private readonly Guid _conversation = Guid.Parse("01900000-0000-7000-8000-000000000001");

    public static TheoryData<UsageSum, UsageSum, string> Charges { get; } = new()
    {
        { UsageSum.None, UsageSum.None, "Nothing was charged." },
        { UsageSum.None, _one, "The provider may have charged for 1 request: 2,200 tokens, 0.25 USD at most." },
        { UsageSum.None, UsageSum.Of([_one, _one]), "The provider may have charged for 2 requests: 4,400 tokens, 0.50 USD at most." },
        { _one with { Costs = [] }, UsageSum.None, "The provider has charged 2,200 tokens." },
        { _one, _one, "The provider has charged 2,200 tokens, 0.25 USD. The provider may have charged for 1 request: 2,200 tokens, 0.25 USD at most." },
    };

    public ValueTask DisposeAsync() => _ui.DisposeAsync();

    [Theory]
    [MemberData(nameof(Charges))]
    public void Charge_IsSaidInPlainWords(UsageSum counted, UsageSum unknown, string words)
    {
        _ui.Usage.Failure = new FailureUsage("timeout", counted, unknown);

        Assert.Equal(words, FailedPage().Find(".charged").TextContent);
    }

    [Fact]
    public void FailureOfAnotherWorkspace_SaysNothingOfACharge()
    {
        _ui.Usage.Failure = null;

        Assert.Empty(FailedPage().FindAll(".charged"));
    }

    [Fact]
    public void QuestionThatIsTooLong_IsOfferedToItsAuthorToBeShortened()
    {
        _ui.Usage.Failure = new FailureUsage("too_long", UsageSum.None, UsageSum.None, PromptTokens: 9_120);
        var page = FailedPage();

        Assert.Equal(
            ["The whole prompt had 9,120 tokens by our count. The model takes fewer.", "Nothing was charged."],
            page.FindAll(".charged").Select(line => line.TextContent));
        var question = page.Find("article.question").Id;
        Assert.Equal(question, page.Find("button[data-edit-message]").GetAttribute("data-edit-message"));
        Assert.NotEmpty(page.FindAll($"#{question} [data-edit]"));
    }

    [Fact]
    public void QuestionOfSomebodyElse_OrOneThatFailedOtherwise_IsNot()
    {
        _ui.Usage.Failure = new FailureUsage("too_long", UsageSum.None, UsageSum.None);
        Assert.Empty(FailedPage(Actor.Person("ada")).FindAll("[data-edit-message]"));

        _ui.Usage.Failure = new FailureUsage("timeout", UsageSum.None, UsageSum.None);
        Assert.Empty(FailedPage().FindAll("[data-edit-message]"));
    }

    private IRenderedComponent<ChatPage> FailedPage(Actor? author = null)
    {
        _ui.Workspace.Say(_conversation, "question", author);
        _ui.Workspace.Fail(_ui.Workspace.RunningTurn(_conversation), _conversation, "It did not work.");
        return _ui.OpenPage(_conversation);
    }
}
