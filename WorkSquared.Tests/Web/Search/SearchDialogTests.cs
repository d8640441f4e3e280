using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Labels;
using WorkSquared.Core.Members;
using WorkSquared.Core.Search;
using WorkSquared.Tests.Support;
using WorkSquared.Web.Components;
using WorkSquared.Web.Components.Search;

namespace WorkSquared.Tests.Web.Search;

public sealed class SearchDialogTests : IAsyncDisposable
{
    private static readonly TimeSpan _rest = TimeSpan.FromMilliseconds(150);

    private readonly TestUi _ui = new();

    public ValueTask DisposeAsync() => _ui.DisposeAsync();

    [Fact]
    public void Typing_IsLookedForOnce_WhenItRests()
    {
        var dialog = _ui.Render<SearchDialog>();

        Type(dialog, "p");
        _ui.Time.Advance(_rest / 2);
        Type(dialog, "plan");
        _ui.Time.Advance(_rest / 2);
        Assert.Empty(_ui.Search.Requests);
        _ui.Time.Advance(_rest / 2);

        dialog.WaitForAssertion(() => Assert.Equal(["plan"], _ui.Search.Requests.Select(request => request.Text)));
        Assert.Equal([InMemoryWorkspace.StoreId], _ui.Search.Stores);
    }

    [Fact]
    public void Hits_AreLinksToTheirMessages_WithTheWordsMarkedAndNothingElseAsMarkup()
    {
        var dialog = _ui.Render<SearchDialog>();
        var hit = Found("<b>bold</b> ", "plan");

        Find(dialog, "plan", hit);

        var link = dialog.Find("a[data-hit]");
        var (conversation, message) = (hit.ConversationId, hit.Message!);
        Assert.Equal($"c/{conversation}?turn={message.TurnId}&at={message.Id}#m-{message.Id}", link.GetAttribute("href"));
        Assert.Equal("plan", Assert.Single(dialog.FindAll("mark")).TextContent);
        Assert.Equal("<b>bold</b> plan", dialog.Find(".snippet").TextContent);
        Assert.Equal("1 result", dialog.Find("[role=status]").TextContent);
        Assert.Equal("plan", dialog.Find("[data-search-results]").GetAttribute("data-for"));
    }

    [Fact]
    public void Author_IsChosenByName_AlsoOfWhoeverComesLater_AndOneselfIsMe()
    {
        var bob = _ui.Workspace.Name("bob");
        var dialog = _ui.Render<WorkSquared.Web.Components.Members.MemberNames>(parameters => parameters.AddChildContent<SearchDialog>());
        var ada = _ui.Workspace.Name("Ada");
        dialog.WaitForAssertion(() => Assert.Equal(
            ["By anyone", "By me", "By other people", "By the assistant", "By Ada", "By bob"],
            dialog.FindAll("select[aria-label='Written by'] option").Select(option => option.TextContent)));

        dialog.Find("select[aria-label='Written by']").Change(Member.IdOf(bob).ToString());
        Ask(dialog, "plan");

        Assert.Equal(SearchAuthor.Person(bob), _ui.Search.Requests[^1].By);
        Assert.NotEqual(SearchAuthor.Person(ada), _ui.Search.Requests[^1].By);
    }

    [Fact]
    public void SlowAnswerToEarlierWords_NeverTakesThePlaceOfALaterOne()
    {
        var dialog = _ui.Render<SearchDialog>();
        Ask(dialog, "old");
        Ask(dialog, "new");

        _ui.Search.Answer(1, Found("new"));
        dialog.WaitForAssertion(() => Assert.Equal("new", dialog.Find(".snippet").TextContent));
        _ui.Search.Answer(0, Found("old"), Found("old"));

        dialog.InvokeAsync(() => { });
        Assert.Equal("new", dialog.Find(".snippet").TextContent);
        Assert.Equal("1 result", dialog.Find("[role=status]").TextContent);
    }

    [Fact]
    public void NothingFound_SaysWhatToDo_AndLooksEverywhereAgain()
    {
        var dialog = _ui.Render<SearchDialog>();
        Assert.Contains("Every question, answer and title", dialog.Find("[data-search-results]").TextContent, StringComparison.Ordinal);
        Assert.Equal("", dialog.Find("[role=status]").TextContent);
        dialog.Find("select[aria-label='Written by']").Change("Assistant");

        Find(dialog, "plan");

        Assert.Equal("No results", dialog.Find("[role=status]").TextContent);
        Assert.Contains("fewer of them", dialog.Find("[data-search-results]").TextContent, StringComparison.Ordinal);
        dialog.Find("[data-search-results] button").Click();
        dialog.WaitForAssertion(() => Assert.Equal(2, _ui.Search.Requests.Count));
        Assert.Equal((SearchAuthor.Assistant, null), (_ui.Search.Requests[0].By, _ui.Search.Requests[1].By));
    }

    [Fact]
    public void Filters_AskAnew_InDaysOfUtc()
    {
        var dialog = _ui.Render<SearchDialog>();
        Ask(dialog, "plan");
        var now = _ui.Time.GetUtcNow();

        dialog.Find("select[aria-label='Written when']").Change("Week");
        dialog.Find("select[aria-label='Written by']").Change("Me");
        dialog.Find("select[aria-label='Written when']").Change("Days");
        dialog.Find("input[aria-label='First day (UTC)']").Change("2026-01-02");
        dialog.Find("input[aria-label='Last day (UTC)']").Change("2026-01-03");

        Assert.Equal(new("plan", 20, null, now.AddDays(-7)), _ui.Search.Requests[1]);
        Assert.Equal(new("plan", 20, SearchAuthor.Person(InMemoryWorkspace.Local), now.AddDays(-7)), _ui.Search.Requests[2]);
        var (from, before) = (new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 1, 4, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal(new("plan", 20, SearchAuthor.Person(InMemoryWorkspace.Local), from, before), _ui.Search.Requests[^1]);
    }

    [Fact]
    public void More_AsksForALongerList_AndOtherWordsForAShortOneAgain()
    {
        var dialog = _ui.Render<SearchDialog>();
        Ask(dialog, "plan");
        _ui.Search.Answer(0, hasMore: true, Found("plan"));
        dialog.WaitForAssertion(() => Assert.Equal("The first 1 results", dialog.Find("[role=status]").TextContent));

        dialog.Find("[data-search-more]").Click();
        Ask(dialog, "plans");

        Assert.Equal([20, 40, 20], _ui.Search.Requests.Select(request => request.Limit));
    }

    [Fact]
    public void WhatWasFoundInstead_IsSaid()
    {
        var dialog = _ui.Render<SearchDialog>();
        Ask(dialog, "kickof plan");
        _ui.Search.AnswerInstead(0, "kickoff plan", Found("kickoff"));

        dialog.WaitForAssertion(() => Assert.Equal("No hits for “kickof plan”; showing “kickoff plan”.", dialog.Find(".instead").TextContent));
        Assert.Equal("1 result for “kickoff plan”", dialog.Find("[role=status]").TextContent);
    }

    [Fact]
    public async Task Label_IsAFilter_OnceThereIsOne()
    {
        var id = _ui.Workspace.NewId();
        _ui.Workspace.Say(id, "A plan");
        Assert.Empty(_ui.Render<SearchDialog>().FindAll("select[aria-label='With the label']"));
        _ui.Workspace.Commit(new LabelAdded(id, "Board", _ui.Time.GetUtcNow()), InMemoryWorkspace.Local);
        await _ui.Services.GetRequiredService<Arrival>().PrepareAsync("new", default, TestContext.Current.CancellationToken);
        var dialog = _ui.Render<SearchDialog>();
        Ask(dialog, "plan");

        dialog.Find("select[aria-label='With the label']").Change("Board");
        dialog.Find("select[aria-label='With the label']").Change("");

        Assert.Equal([null, "Board", null], _ui.Search.Requests.Select(request => request.Label));
    }

    [Fact]
    public void Failure_IsSaid_AndTheNextSearchWorks()
    {
        var dialog = _ui.Render<SearchDialog>();
        Ask(dialog, "plan");
        _ui.Search.Fail(0);
        dialog.WaitForAssertion(() => Assert.Contains("Try again", dialog.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain("secret", dialog.Markup, StringComparison.Ordinal);

        Ask(dialog, "plans");
        _ui.Search.Answer(1, Found("plans"));

        dialog.WaitForAssertion(() => Assert.Single(dialog.FindAll("a[data-hit]")));
    }

    private void Find(IRenderedComponent<SearchDialog> dialog, string text, params SearchHit[] hits)
    {
        Ask(dialog, text);
        _ui.Search.Answer(_ui.Search.Requests.Count - 1, hits);
        dialog.WaitForAssertion(() => Assert.Equal(hits.Length, dialog.FindAll("a[data-hit]").Count));
        dialog.WaitForAssertion(() => Assert.NotEqual("", dialog.Find("[role=status]").TextContent));
    }

    private void Ask(IRenderedComponent<IComponent> dialog, string text)
    {
        var asked = _ui.Search.Requests.Count;
        Type(dialog, text);
        _ui.Time.Advance(_rest);
        dialog.WaitForAssertion(() => Assert.Equal(asked + 1, _ui.Search.Requests.Count));
    }

    private static void Type(IRenderedComponent<IComponent> dialog, string text)
    {
        dialog.Find("[data-search-text]").Input(text);

        // While names arrive, the input waits its turn; only then does the rest begin that the clock is to pass.
        dialog.InvokeAsync(() => { }).GetAwaiter().GetResult();
    }

    private SearchHit Found(params string[] parts) => new(
        _ui.Workspace.NewId(),
        [new SnippetPart("A title", IsHit: false)],
        _ui.Time.GetUtcNow(),
        new FoundMessage(
            _ui.Workspace.NewId(), _ui.Workspace.NewId(), MessageKind.Answer, InMemoryWorkspace.Local,
            [.. parts.Select((part, index) => new SnippetPart(part, IsHit: index == parts.Length - 1))]));
}
