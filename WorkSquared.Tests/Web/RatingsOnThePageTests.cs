using Bunit;
using WorkSquared.Core;
using WorkSquared.Core.Events;
using WorkSquared.Core.Ratings;
using WorkSquared.Core.Usage;
using WorkSquared.Tests.Support;
using WorkSquared.Web.Components.Chat;

namespace WorkSquared.Tests.Web;

public sealed class RatingsOnThePageTests : IAsyncDisposable
{
    private const string Good = "button[aria-label='Good answer']";
    private const string Bad = "button[aria-label='Bad answer']";

    private readonly TestUi _ui = new();
    private readonly Guid _conversation = Guid.Parse("01900000-0000-7000-8000-000000000001");

    public ValueTask DisposeAsync() => _ui.DisposeAsync();

    [Fact]
    public async Task Thumb_IsPressedWithAComment_AndPressedAgainTakenBack()
    {
        var page = AnsweredPage();
        Assert.Equal(("false", "false"), Pressed(page));

        await page.ClickAsync(Bad);
        page.WaitForAssertion(() => Assert.Equal(("false", "true"), Pressed(page)));
        Assert.Contains("What was wrong", page.Find("form.comment").TextContent, StringComparison.Ordinal);
        await page.ChangeAsync("form.comment textarea", "Two weeks are too few");
        await page.SubmitAsync("form.comment");

        Assert.Empty(page.FindAll("form.comment"));
        Assert.Equal([(Rating.Down, null), (Rating.Down, "Two weeks are too few")], Rated());

        await page.ClickAsync(Bad);
        page.WaitForAssertion(() => Assert.Equal(("false", "false"), Pressed(page)));
        Assert.Empty(page.FindAll("form.comment"));

        await page.ClickAsync(Good);
        page.WaitForAssertion(() => Assert.Equal(("true", "false"), Pressed(page)));
        await page.ClickAsync("form.comment button[type=button]");
        Assert.Empty(page.FindAll("form.comment"));
        Assert.Equal([Rating.Down, Rating.Down, Rating.None, Rating.Up], Rated().Select(rated => rated.Item1));
    }

    [Fact]
    public async Task CommentThatIsTooLong_IsRefusedWithAReason_AndStaysInTheForm()
    {
        var page = AnsweredPage();
        await page.ClickAsync(Good);
        await page.ChangeAsync("form.comment textarea", new string('x', 2_001));
        await page.SubmitAsync("form.comment");

        Assert.Equal("A comment holds at most 2000 characters. Shorten it.", page.Find("form.comment [role=alert]").TextContent);
        Assert.Equal(2_001, page.Find("form.comment textarea").GetAttribute("value")!.Length);
        Assert.Equal([(Rating.Up, null)], Rated());
    }

    [Fact]
    public async Task RatingThatIsRefused_SaysWhy_AndPressesNothing()
    {
        var page = AnsweredPage();
        _ui.Workspace.Refusal = new CommandRefusedException(Refusal.Unavailable, "The disk is full.");

        await page.ClickAsync(Good);

        Assert.Equal(("false", "false"), Pressed(page));
        Assert.Empty(page.FindAll("form.comment"));
    }

    [Fact]
    public async Task WhatOthersThink_StandsInTheDetails_AndChangesThere()
    {
        var (ada, bob) = (_ui.Workspace.Name("Ada"), _ui.Workspace.Name("Bob"));
        _ui.Usage.Answer = new AnswerUsage("gpt-4o", "openai", null, 1, UsageSum.None, null, null, null, null);
        var page = AnsweredPage();
        await page.ClickAsync(".toggle");
        Assert.DoesNotContain(Lines(page), line => line.StartsWith("Ratings", StringComparison.Ordinal));

        Rate(ada, Rating.Up, "To the <b>point</b>");
        Rate(bob, Rating.Down);
        page.WaitForAssertion(() => Assert.Equal(["Ratings: 1 good, 1 bad", "Ada: Good answer: To the <b>point</b>"], Lines(page)[^2..]));
        Assert.Equal(("false", "false"), Pressed(page));

        Rate(bob, Rating.None);
        page.WaitForAssertion(() => Assert.Contains("Ratings: 1 good, 0 bad", Lines(page)));
    }

    [Fact]
    public void WhatIsNoAnswer_CannotBeRated()
    {
        _ui.Workspace.Say(_conversation, "question");
        _ui.Workspace.Cancel(_ui.Workspace.RunningTurn(_conversation), _conversation, "This is");
        _ui.Workspace.Say(_conversation, "another");
        _ui.Workspace.Fail(_ui.Workspace.RunningTurn(_conversation), _conversation, "It took too long.");

        Assert.Empty(_ui.OpenPage(_conversation).FindAll(Good));
    }

    private IRenderedComponent<ChatPage> AnsweredPage()
    {
        _ui.Workspace.Say(_conversation, "question");
        _ui.Workspace.Answer(_ui.Workspace.RunningTurn(_conversation), _conversation, "Two weeks.");
        return _ui.OpenPage(_conversation);
    }

    private void Rate(Actor person, Rating rating, string? comment = null)
    {
        var answer = _ui.Workspace.Log().Select(committed => committed.Data).OfType<WorkSquared.Core.Chat.LLMResponseReceived>().Single();
        _ui.Workspace.Commit(new ResponseRated(_ui.Workspace.NewId(), _conversation, answer.Id, rating, _ui.Time.GetUtcNow(), comment), person);
    }

    private List<(Rating, string?)> Rated() =>
        [.. _ui.Workspace.Log().Select(committed => committed.Data).OfType<ResponseRated>().Select(rated => (rated.Rating, rated.Comment))];

    private static (string?, string?) Pressed(IRenderedComponent<ChatPage> page) =>
        (page.Find(Good).GetAttribute("aria-pressed"), page.Find(Bad).GetAttribute("aria-pressed"));

    private static List<string> Lines(IRenderedComponent<ChatPage> page) =>
        [.. page.FindAll("dl > div").Select(row => $"{row.Children[0].TextContent}: {row.Children[1].TextContent}")];
}
