using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Organising;
using WorkSquared.Tests.Support;
using WorkSquared.Web.Components;
using WorkSquared.Web.Components.Layout;
using WorkSquared.Web.Components.Organising;

namespace WorkSquared.Tests.Web;

public sealed class OrganisingOnThePageTests : IAsyncDisposable
{
    private static readonly Actor _bob = Actor.Person("bob");

    private readonly TestUi _ui = new();
    private readonly Guid _conversation;
    private IRenderedComponent<MudPopoverProvider>? _popovers;

    public OrganisingOnThePageTests()
    {
        _conversation = _ui.Workspace.NewId();
        _ui.Workspace.Say(_conversation, "A plan");
        _ui.Workspace.Answer(_ui.Workspace.RunningTurn(_conversation), _conversation, "Agreed.");
    }

    public ValueTask DisposeAsync() => _ui.DisposeAsync();

    [Fact]
    public async Task Menu_OfAConversation_PinsIt_AndItStandsUnderItsHeading()
    {
        _ui.Workspace.Say(_ui.Workspace.NewId(), "newer");
        var nav = RenderNav();
        Assert.True(nav.FindAll("h2").All(heading => heading.HasAttribute("hidden")));

        await ChooseAsync(nav, "A plan", "Pin");

        nav.WaitForAssertion(() => Assert.Equal(["A plan", "newer"], Titles(nav)));
        Assert.Equal(["Pinned", "Recent"], nav.FindAll("h2:not([hidden])").Select(heading => heading.TextContent));
        await ChooseAsync(nav, "A plan", "Unpin");
        nav.WaitForAssertion(() => Assert.Equal(["newer", "A plan"], Titles(nav)));
    }

    [Theory]
    [InlineData("Delete", "Deleted")]
    [InlineData("Archive", "Archived")]
    public async Task Conversation_PutAway_LeavesTheList_AndUndoBringsItBack(string act, string said)
    {
        var (nav, snackbar) = (RenderNav(), _ui.Render<MudSnackbarProvider>());

        await ChooseAsync(nav, "A plan", act);
        nav.WaitForAssertion(() => Assert.Empty(Titles(nav)));
        snackbar.WaitForAssertion(() => Assert.Contains(said, snackbar.Markup, StringComparison.Ordinal));
        await snackbar.ClickAsync(".mud-snackbar-action-button");

        nav.WaitForAssertion(() => Assert.Equal(["A plan"], Titles(nav)));
    }

    [Fact]
    public async Task Pinned_Archived_IsPinnedAgainByUndo()
    {
        _ui.Workspace.Commit(_ui.Organising.EventOf(OrganisingAct.Pin, _conversation), _bob);
        var (nav, snackbar) = (RenderNav(), _ui.Render<MudSnackbarProvider>());

        await ChooseAsync(nav, "A plan", "Archive");
        nav.WaitForAssertion(() => Assert.Empty(Titles(nav)));
        await snackbar.WaitForElement(".mud-snackbar-action-button").ClickAsync();

        nav.WaitForAssertion(() => Assert.Equal(["Pinned"], nav.FindAll("h2:not([hidden])").Select(heading => heading.TextContent)));
    }

    [Fact]
    public async Task Title_RenamedInTheList_IsRenamedForAll_AndEscapeChangesNothing()
    {
        var nav = RenderNav();

        await ChooseAsync(nav, "A plan", "Rename");
        await nav.ActAsync(".rename input", element => element.KeyDownAsync("Escape"));
        nav.WaitForAssertion(() => Assert.Equal(["A plan"], Titles(nav)));
        await ChooseAsync(nav, "A plan", "Rename");
        await nav.ChangeAsync(".rename input", "The plan");
        await nav.SubmitAsync("form.rename");

        nav.WaitForAssertion(() => Assert.Equal(["The plan"], Titles(nav)));
        Assert.Equal(1, _ui.Workspace.Count<ConversationRenamed>());
    }

    [Fact]
    public async Task FullList_ThatLosesAConversation_IsFilledUp()
    {
        for (var n = 0; n < 70; n++)
        {
            _ui.Workspace.Say(_ui.Workspace.NewId(), $"conversation {n}");
        }

        var nav = RenderNav();
        await ChooseAsync(nav, "conversation 69", "Delete");

        nav.WaitForAssertion(() => Assert.Equal("conversation 68", Titles(nav)[0]));
        nav.WaitForAssertion(() => Assert.Equal(60, Titles(nav).Count));
        Assert.NotNull(nav.Find(".more"));
    }

    [Fact]
    public async Task OpenPage_OfAConversationThatSomebodyDeletes_SaysSoInPlace_AndOffersToRestoreIt()
    {
        var page = _ui.OpenPage(_conversation);

        _ui.Workspace.Commit(_ui.Organising.EventOf(OrganisingAct.Delete, _conversation), _bob);
        page.WaitForAssertion(() => Assert.Contains("bob deleted this conversation.", page.Find("main [role=status]").TextContent, StringComparison.Ordinal));
        Assert.EndsWith($"c/{_conversation}", _ui.Navigation.Uri, StringComparison.Ordinal);
        Assert.NotNull(page.Find("textarea"));
        Assert.Empty(page.FindAll("[aria-label='Rename conversation']"));

        await ClickAsync(page, "Restore");
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("section.place")));
        Assert.Equal(InMemoryWorkspace.Local, Assert.Single(_ui.Organising.Commands).Actor);
    }

    [Fact]
    public async Task Bin_FollowsTheLog_AndRestores()
    {
        var other = _ui.Workspace.NewId();
        _ui.Workspace.Say(other, "Other plan");
        _ui.Workspace.Commit(_ui.Organising.EventOf(OrganisingAct.Delete, _conversation), _bob);
        _ui.Time.Advance(TimeSpan.FromDays(10));
        _ui.Navigation.NavigateTo("bin");
        var bin = _ui.Render<ShelfPage>();
        bin.WaitForAssertion(() => Assert.Contains("restorable for 20 more days", bin.Find(".rows li").TextContent, StringComparison.Ordinal));
        Assert.Contains("Deleted by bob", bin.Find(".rows li").TextContent, StringComparison.Ordinal);

        _ui.Workspace.Commit(_ui.Organising.EventOf(OrganisingAct.Delete, other), InMemoryWorkspace.Local);
        bin.WaitForAssertion(() => Assert.Equal(["Other plan", "A plan"], bin.FindAll(".rows a").Select(link => link.TextContent)));

        await bin.ClickAsync("[aria-label='Restore A plan']");
        bin.WaitForAssertion(() => Assert.Equal(["Other plan"], bin.FindAll(".rows a").Select(link => link.TextContent)));
    }

    [Fact]
    public void Bin_OpenedFromTheArchive_IsShown()
    {
        _ui.Navigation.NavigateTo("archive");
        var page = _ui.Render<ShelfPage>();
        Assert.Contains("Nothing is archived.", page.Markup, StringComparison.Ordinal);

        _ui.Navigation.NavigateTo("bin");

        page.WaitForAssertion(() => Assert.Contains("The bin is empty.", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void Bin_OpenedWhileTheArchiveIsStillRead_IsShown()
    {
        var archive = new TaskCompletionSource();
        _ui.Organising.ArchiveIsThere = archive.Task;
        _ui.Navigation.NavigateTo("archive");
        var page = _ui.Render<ShelfPage>();
        _ui.Navigation.NavigateTo("bin");

        archive.SetResult();

        page.WaitForAssertion(() => Assert.Contains("The bin is empty.", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void Bin_After30Days_IsEmpty()
    {
        _ui.Workspace.Commit(_ui.Organising.EventOf(OrganisingAct.Delete, _conversation), _bob);
        _ui.Time.Advance(TimeSpan.FromDays(30));
        _ui.Navigation.NavigateTo("bin");

        var bin = _ui.Render<ShelfPage>();

        bin.WaitForAssertion(() => Assert.Contains("The bin is empty.", bin.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Archive_ShowsWhatIsArchived_AndGivesItBack()
    {
        _ui.Workspace.Commit(_ui.Organising.EventOf(OrganisingAct.Archive, _conversation), InMemoryWorkspace.Local);
        _ui.Navigation.NavigateTo("archive");
        var archive = _ui.Render<ShelfPage>();

        archive.WaitForElement("[aria-label='Unarchive A plan']");
        await archive.ClickAsync("[aria-label='Unarchive A plan']");

        archive.WaitForAssertion(() => Assert.Contains("Nothing is archived.", archive.Markup, StringComparison.Ordinal));
    }

    private static Task ClickAsync(IRenderedComponent<IComponent> page, string text) => page.InvokeAsync(() =>
        page.FindAll("button").Single(button => button.TextContent.Trim() == text).ClickAsync());

    private static List<string> Titles(IRenderedComponent<ConversationNav> nav) =>
        [.. nav.FindAll(".list a").Select(link => link.TextContent)];

    private IRenderedComponent<ConversationNav> RenderNav()
    {
        _popovers = _ui.Render<MudPopoverProvider>();
        var arrival = _ui.Services.GetRequiredService<Arrival>();
        Assert.True(arrival.PrepareAsync("new", default, TestContext.Current.CancellationToken).IsCompletedSuccessfully);
        return _ui.Render<ConversationNav>();
    }

    private async Task ChooseAsync(IRenderedComponent<ConversationNav> nav, string title, string act)
    {
        await nav.ClickAsync($"[aria-label='More for {title}']");
        _popovers!.WaitForAssertion(() => Assert.NotNull(Entry()));
        await _popovers!.InvokeAsync(() => Entry()!.ClickAsync());

        IElement? Entry() => _popovers!.FindAll("[role=menuitem]").FirstOrDefault(item => item.TextContent.Trim() == act);
    }
}
