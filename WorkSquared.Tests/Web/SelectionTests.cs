using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using WorkSquared.Core.Events;
using WorkSquared.Core.Organising;
using WorkSquared.Tests.Support;
using WorkSquared.Web.Components;
using WorkSquared.Web.Components.Layout;
using WorkSquared.Web.Components.Organising;

namespace WorkSquared.Tests.Web;

/// <summary>Several conversations at once: in the side menu, the archive and the bin.</summary>
public sealed class SelectionTests : IAsyncDisposable
{
    private readonly TestUi _ui = new();
    private readonly Guid[] _ids;

    public SelectionTests()
    {
        _ids = [.. Enumerable.Range(0, 5).Select(_ => _ui.Workspace.NewId())];
        foreach (var (id, number) in _ids.Select((id, number) => (id, number)))
        {
            _ui.Workspace.Say(id, $"plan {number}");
        }
    }

    public ValueTask DisposeAsync() => _ui.DisposeAsync();

    [Fact]
    public void Range_FollowsWhatWasPressedLast_InBothDirections()
    {
        var selection = Selection.None.Toggle(_ids[3], _ids, isRange: true);
        Assert.Equal([_ids[3]], selection.Ids);

        selection = selection.Toggle(_ids[1], _ids, isRange: true);
        Assert.Equal(_ids[1..4].Order(), selection.Ids.Order());

        // What was left out takes the range with it.
        selection = selection.Toggle(_ids[2], _ids, isRange: false).Toggle(_ids[4], _ids, isRange: true);
        Assert.Equal([_ids[1]], selection.Ids);

        // The last one has left the list meanwhile.
        selection = selection.Toggle(_ids[0], _ids[..2], isRange: true);
        Assert.Equal(_ids[..2].Order(), selection.Ids.Order());
    }

    [Fact]
    public async Task Chosen_InTheList_ArePutAwayTogether_AndOneUndoBringsAllBackWhereTheyWere()
    {
        Commit(OrganisingAct.Pin, _ids[2]);
        var (nav, snackbar) = (RenderNav(), _ui.Render<MudSnackbarProvider>());
        await Button(nav, "Select").ClickAsync();
        await Box(nav, "plan 2").ClickAsync();
        await Box(nav, "plan 3").ClickAsync(new MouseEventArgs { ShiftKey = true });
        nav.WaitForAssertion(() => Assert.Equal("3 chosen", nav.Find("[role=toolbar] [role=status]").TextContent));

        await nav.Find("[aria-label=Archive]").ClickAsync();

        nav.WaitForAssertion(() => Assert.Equal(["plan 1", "plan 0"], Titles(nav)));
        Assert.Empty(nav.FindAll("[role=toolbar]"));
        snackbar.WaitForAssertion(() => Assert.Contains("Conversations archived: 3", snackbar.Markup, StringComparison.Ordinal));
        await snackbar.Find(".mud-snackbar-action-button").ClickAsync();
        nav.WaitForAssertion(() => Assert.Equal(["plan 2", "plan 4", "plan 3", "plan 1", "plan 0"], Titles(nav)));
        Assert.Equal(["Pinned", "Recent"], nav.FindAll("h2:not([hidden])").Select(heading => heading.TextContent));
    }

    [Fact]
    public async Task Undo_TakesBackOnlyWhatWasDone()
    {
        Commit(OrganisingAct.Pin, _ids[0]);
        var (nav, snackbar) = (RenderNav(), _ui.Render<MudSnackbarProvider>());
        await Button(nav, "Select").ClickAsync();
        await Box(nav, "plan 0").ClickAsync();
        await Box(nav, "plan 4").ClickAsync();
        await nav.Find("[aria-label=Pin]").ClickAsync();
        snackbar.WaitForAssertion(() => Assert.Contains("Conversations pinned: 1", snackbar.Markup, StringComparison.Ordinal));

        await snackbar.Find(".mud-snackbar-action-button").ClickAsync();

        nav.WaitForAssertion(() => Assert.Equal(["plan 0", "plan 4"], Titles(nav)[..2]));
        Assert.Equal([_ids[4]], _ui.Workspace.Log().Select(committed => committed.Data).OfType<ConversationUnpinned>().Select(data => data.ConversationId));
    }

    [Fact]
    public async Task Escape_LeavesTheChoosing_AndNothingIsDone()
    {
        var nav = RenderNav();
        await Button(nav, "Select").ClickAsync();
        Assert.All(nav.FindAll("[role=toolbar] .icon-button"), button => Assert.True(button.HasAttribute("disabled")));
        await Box(nav, "plan 0").ClickAsync();

        await nav.Find("nav.conversations").KeyDownAsync("Escape");

        Assert.Equal(5, Titles(nav).Count);
        Assert.Empty(_ui.Organising.Commands);
        await Button(nav, "Select").ClickAsync();
        Assert.Equal("0 chosen", nav.Find("[role=toolbar] [role=status]").TextContent);
    }

    [Fact]
    public async Task Chosen_InTheBin_AreRestoredTogether_AndNothingElseIsOffered()
    {
        Commit(OrganisingAct.Delete, _ids[0], _ids[1], _ids[2]);
        _ui.Navigation.NavigateTo("bin");
        var bin = _ui.Render<ShelfPage>();
        await Button(bin, "Select").ClickAsync();
        await Box(bin, "plan 0").ClickAsync();
        await Box(bin, "plan 2").ClickAsync();
        Assert.Equal(["Restore"], bin.FindAll("[role=toolbar] .icon-button").Select(button => button.GetAttribute("aria-label")));

        await bin.Find("[aria-label=Restore]").ClickAsync();

        bin.WaitForAssertion(() => Assert.Equal(["plan 1"], bin.FindAll(".rows a").Select(link => link.TextContent)));
    }

    [Fact]
    public async Task Chosen_InTheArchive_GoBackTogether()
    {
        Commit(OrganisingAct.Archive, _ids[0], _ids[1]);
        _ui.Navigation.NavigateTo("archive");
        var archive = _ui.Render<ShelfPage>();
        await Button(archive, "Select").ClickAsync();
        await Box(archive, "plan 0").ClickAsync();
        await Box(archive, "plan 1").ClickAsync();

        await archive.Find("[aria-label=Unarchive]").ClickAsync();

        archive.WaitForAssertion(() => Assert.Contains("Nothing is archived.", archive.Markup, StringComparison.Ordinal));
    }

    private void Commit(OrganisingAct act, params Guid[] conversations)
    {
        foreach (var id in conversations)
        {
            _ui.Workspace.Commit(_ui.Organising.EventOf(act, id), Actor.Person("bob"));
        }
    }

    private IRenderedComponent<ConversationNav> RenderNav()
    {
        _ui.Render<MudPopoverProvider>();
        var arrival = _ui.Services.GetRequiredService<Arrival>();
        Assert.True(arrival.PrepareAsync("new", default, TestContext.Current.CancellationToken).IsCompletedSuccessfully);
        return _ui.Render<ConversationNav>();
    }

    private static IElement Button<T>(IRenderedComponent<T> page, string text)
        where T : Microsoft.AspNetCore.Components.IComponent => page.FindAll("button").Single(button => button.TextContent.Trim() == text);

    private static IElement Box<T>(IRenderedComponent<T> page, string title)
        where T : Microsoft.AspNetCore.Components.IComponent =>
        page.FindAll(".choice").Single(choice => choice.TextContent.Trim() == title).QuerySelector("input")!;

    private static List<string> Titles(IRenderedComponent<ConversationNav> nav) => [.. nav.FindAll(".list a").Select(link => link.TextContent)];
}
