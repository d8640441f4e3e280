using AngleSharp.Dom;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using WorkSquared.Core.Events;
using WorkSquared.Core.Labels;
using WorkSquared.Tests.Support;
using WorkSquared.Web.Components;
using WorkSquared.Web.Components.Labels;
using WorkSquared.Web.Components.Layout;

namespace WorkSquared.Tests.Web;

public sealed class LabelsOnThePageTests : IAsyncDisposable
{
    private static readonly Actor _bob = Actor.Person("bob");

    private readonly TestUi _ui = new();
    private readonly Guid _first;
    private readonly Guid _second;

    public LabelsOnThePageTests()
    {
        (_first, _second) = (_ui.Workspace.NewId(), _ui.Workspace.NewId());
        _ui.Workspace.Say(_first, "First plan");
        _ui.Workspace.Say(_second, "Second plan");
    }

    public ValueTask DisposeAsync() => _ui.DisposeAsync();

    [Fact]
    public async Task Dialog_AddsWhatIsTyped_OffersWhatThereIs_AndRemoves()
    {
        Put(_second, "Board", "Budget");
        var dialog = await OpenDialogAsync(_first);
        dialog.WaitForAssertion(() => Assert.Equal(["Board", "Budget"], Offers(dialog)));

        // As it is spelled already.
        await TypeAsync(dialog, "board");
        dialog.WaitForAssertion(() => Assert.Equal(["Board"], Chips(dialog)));
        dialog.WaitForAssertion(() => Assert.Equal(["Budget"], Offers(dialog)));
        await TypeAsync(dialog, "Client A/B");
        dialog.WaitForAssertion(() => Assert.Equal(["Budget"], Offers(dialog)));
        await dialog.ClickAsync("[aria-label='Add Budget']");
        dialog.WaitForAssertion(() => Assert.Equal(["Board", "Budget", "Client A/B"], Chips(dialog)));

        await dialog.ClickAsync("[aria-label='Remove Board']");
        dialog.WaitForAssertion(() => Assert.Equal(["Budget", "Client A/B"], Chips(dialog)));
        Assert.All(_ui.Workspace.Log().Where(committed => committed.Data is LabelRemoved), removed => Assert.Equal(InMemoryWorkspace.Local, removed.Actor));
    }

    [Fact]
    public async Task Dialog_SaysWhyALabelIsRefused_AndFollowsWhatOthersDo()
    {
        var dialog = await OpenDialogAsync(_first);

        await TypeAsync(dialog, "two\nlines");
        dialog.WaitForAssertion(() => Assert.StartsWith("A label can't contain", dialog.Find("[role=alert]").TextContent, StringComparison.Ordinal));

        Put(_first, "Board");
        dialog.WaitForAssertion(() => Assert.Equal(["Board"], Chips(dialog)));
    }

    [Fact]
    public async Task Dialog_OfSeveral_SaysHowManyHaveALabel_AndOneUndoTakesAllOfItBack()
    {
        Put(_second, "Board");
        var snackbar = _ui.Render<MudSnackbarProvider>();
        var dialog = await OpenDialogAsync(_first, _second);
        dialog.WaitForAssertion(() => Assert.Contains("1 of 2", dialog.Find(".chips li").TextContent, StringComparison.Ordinal));

        await dialog.ClickAsync("[aria-label='Add Board']");
        await TypeAsync(dialog, "Budget");
        dialog.WaitForAssertion(() => Assert.Equal(["Board", "Budget"], Chips(dialog)));
        Assert.DoesNotContain("of 2", dialog.Find(".chips").TextContent, StringComparison.Ordinal);
        Assert.Equal(4, _ui.Workspace.Count<LabelAdded>());

        snackbar.WaitForAssertion(() => Assert.Contains("Label added. Conversations: 2", snackbar.Markup, StringComparison.Ordinal));
        await snackbar.FindAll(".mud-snackbar-action-button")[^1].ClickAsync();
        dialog.WaitForAssertion(() => Assert.Equal(["Board"], Chips(dialog)));
        Assert.Equal(2, _ui.Workspace.Count<LabelRemoved>());
    }

    [Fact]
    public void Labels_OfTheConversationInView_AreLinksInItsHeader_AndFollowTheLog()
    {
        Put(_first, "Client A/B");
        var page = _ui.OpenPage(_first);
        Assert.Equal("1 labels: Client A/B", page.Find(".chips .few button").GetAttribute("aria-label"));
        Assert.Equal("labels?name=Client%20A%2FB", Assert.Single(page.FindAll(".chips a")).GetAttribute("href"));

        Put(_first, "Board", "Budget");

        page.WaitForAssertion(() => Assert.Equal(["Board", "Budget"], page.FindAll(".chips a").Select(chip => chip.TextContent)));
        Assert.Equal("+1 more labels", page.Find(".chips li:last-child button").GetAttribute("aria-label"));
    }

    [Fact]
    public void Nav_ListsTheLabelsWithTheirCounts_AndMarksTheOneInView()
    {
        Put(_first, "Board");
        _ui.Navigation.NavigateTo("labels?name=BOARD");
        var arrival = _ui.Services.GetRequiredService<Arrival>();
        Assert.True(arrival.PrepareAsync("labels", default, TestContext.Current.CancellationToken).IsCompletedSuccessfully);
        _ui.Render<MudPopoverProvider>();
        var nav = _ui.Render<ConversationNav>();
        Assert.Equal(["Board1"], Links().Select(link => link.TextContent));
        Assert.Equal("page", Links()[0].GetAttribute("aria-current"));

        Put(_second, "Board", "Budget");
        nav.WaitForAssertion(() => Assert.Equal(["Board2", "Budget1"], Links().Select(link => link.TextContent)));
        _ui.Workspace.Commit(_ui.Organising.EventOf(WorkSquared.Core.Organising.OrganisingAct.Delete, _second), _bob);
        nav.WaitForAssertion(() => Assert.Equal(["Board1"], Links().Select(link => link.TextContent)));

        _ui.Navigation.NavigateTo("new");
        nav.WaitForAssertion(() => Assert.Null(Links()[0].GetAttribute("aria-current")));

        IReadOnlyList<IElement> Links() => [.. nav.FindAll("nav[aria-label=Labels] a")];
    }

    [Fact]
    public void Place_OfALabel_HasOnlyWhatHasIt_AndFollowsTheLog()
    {
        Put(_first, "Board");
        _ui.Navigation.NavigateTo("labels?name=Board");
        var page = _ui.Render<LabelsPage>();
        Assert.Equal("Board", page.Find("h1").TextContent);
        Assert.Equal(["First plan"], page.FindAll(".rows a").Select(link => link.TextContent));

        Put(_second, "board");

        page.WaitForAssertion(() => Assert.Equal(["Second plan", "First plan"], page.FindAll(".rows a").Select(link => link.TextContent)));
    }

    private void Put(Guid conversation, params string[] labels)
    {
        foreach (var label in labels)
        {
            _ui.Workspace.Commit(new LabelAdded(conversation, label, _ui.Time.GetUtcNow()), _bob);
        }
    }

    private async Task<IRenderedComponent<MudDialogProvider>> OpenDialogAsync(params Guid[] conversations)
    {
        _ui.Render<MudPopoverProvider>();
        var dialog = _ui.Render<MudDialogProvider>();
        await dialog.InvokeAsync(() => _ui.Services.GetRequiredService<LabelsDialogs>().OpenAsync(conversations));
        dialog.WaitForElement("form.add");
        return dialog;
    }

    private static async Task TypeAsync(IRenderedComponent<MudDialogProvider> dialog, string label)
    {
        await dialog.InputAsync("form.add input", label);
        await dialog.SubmitAsync("form.add");
    }

    private static List<string> Chips(IRenderedComponent<MudDialogProvider> dialog) =>
        [.. dialog.FindAll(".chips .name").Select(chip => chip.TextContent)];

    private static List<string> Offers(IRenderedComponent<MudDialogProvider> dialog) =>
        [.. dialog.FindAll(".offers button").Select(offer => offer.TextContent.Trim())];
}
