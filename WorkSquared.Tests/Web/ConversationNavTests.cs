using Bunit;
using Microsoft.Extensions.DependencyInjection;
using WorkSquared.Core.Chat;
using WorkSquared.Tests.Support;
using WorkSquared.Web.Components;
using WorkSquared.Web.Components.Layout;

namespace WorkSquared.Tests.Web;

public sealed class ConversationNavTests : IAsyncDisposable
{
    private readonly TestUi _ui = new();

    public ValueTask DisposeAsync() => _ui.DisposeAsync();

    [Fact]
    public void Conversation_SpokenIn_MovesToTheTopOfEveryPage()
    {
        var (older, newer) = (_ui.Workspace.NewId(), _ui.Workspace.NewId());
        _ui.Workspace.Say(older, "older");
        _ui.Workspace.Say(newer, "newer");
        var nav = RenderNav();
        nav.WaitForAssertion(() => Assert.Equal(["newer", "older"], Titles(nav)));

        _ui.Workspace.Say(older, "again");
        _ui.Workspace.Say(_ui.Workspace.NewId(), "newest");

        nav.WaitForAssertion(() => Assert.Equal(["newest", "older", "newer"], Titles(nav)));
    }

    [Fact]
    public void Conversation_OpenedOnOneOfItsBranches_IsTheOneInView()
    {
        var (open, other) = (_ui.Workspace.NewId(), _ui.Workspace.NewId());
        _ui.Workspace.Say(open, "open");
        _ui.Workspace.Say(other, "other");
        var nav = RenderNav();

        _ui.Navigation.NavigateTo($"c/{open}?turn={_ui.Workspace.NewId()}");

        nav.WaitForAssertion(() => Assert.Equal($"c/{open}", nav.Find("[aria-current=page]").GetAttribute("href")));
    }

    [Fact]
    public void Title_Renamed_ChangesInPlace()
    {
        var id = _ui.Workspace.NewId();
        _ui.Workspace.Say(id, "first title");
        _ui.Workspace.Say(_ui.Workspace.NewId(), "other");
        var nav = RenderNav();

        _ui.Workspace.Commit(new ConversationRenamed(id, "second title", _ui.Time.GetUtcNow()), InMemoryWorkspace.Local);

        nav.WaitForAssertion(() => Assert.Equal(["other", "second title"], Titles(nav)));
    }

    [Fact]
    public void Conversation_OlderThanTheList_ComesBackWithItsTitleWhenSpokenIn()
    {
        var forgotten = _ui.Workspace.NewId();
        _ui.Workspace.Say(forgotten, "forgotten");
        for (var n = 0; n < 100; n++)
        {
            _ui.Workspace.Say(_ui.Workspace.NewId(), $"conversation {n}");
        }

        var nav = RenderNav();
        nav.WaitForAssertion(() => Assert.DoesNotContain("forgotten", Titles(nav)));

        _ui.Workspace.Say(forgotten, "remember?");

        nav.WaitForAssertion(() => Assert.Equal("forgotten", Titles(nav)[0]));
    }

    [Fact]
    public async Task List_LongerThanItsWindow_ShowsMoreOnDemand()
    {
        for (var n = 0; n < 70; n++)
        {
            _ui.Workspace.Say(_ui.Workspace.NewId(), $"conversation {n}");
        }

        var nav = RenderNav();
        nav.WaitForAssertion(() => Assert.Equal(60, Titles(nav).Count));

        await nav.ClickAsync(".more");

        nav.WaitForAssertion(() => Assert.Equal(70, Titles(nav).Count));
    }

    [Fact]
    public void RunningAnswer_InAConversation_IsMarkedInTheList()
    {
        var id = _ui.Workspace.NewId();
        _ui.Workspace.Say(id, "question");
        var nav = RenderNav();
        nav.WaitForAssertion(() => Assert.Single(nav.FindAll(".running")));

        _ui.Workspace.Answer(_ui.Workspace.RunningTurn(id), id, "answer");

        nav.WaitForAssertion(() => Assert.Empty(nav.FindAll(".running")));
    }

    [Fact]
    public void Address_OfAConversation_MarksItsLink()
    {
        var id = _ui.Workspace.NewId();
        _ui.Workspace.Say(id, "question");
        _ui.Navigation.NavigateTo("new");
        var nav = RenderNav();
        Assert.Null(nav.Find(".list a").GetAttribute("aria-current"));

        _ui.Navigation.NavigateTo($"c/{id}");

        nav.WaitForAssertion(() => Assert.Equal("page", nav.Find(".list a").GetAttribute("aria-current")));
    }

    private IRenderedComponent<ConversationNav> RenderNav()
    {
        var arrival = _ui.Services.GetRequiredService<Arrival>();
        Assert.True(arrival.PrepareAsync("new", default, TestContext.Current.CancellationToken).IsCompletedSuccessfully);
        return _ui.Render<ConversationNav>();
    }

    private static List<string> Titles(IRenderedComponent<ConversationNav> nav) =>
        [.. nav.FindAll(".list a").Select(link => link.TextContent)];
}
