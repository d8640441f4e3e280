using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.EndToEnd;

/// <summary>What keeps many conversations in order: labels, and several at once.</summary>
[Trait("Kind", "EndToEnd")]
public sealed class ManyConversationsTests(BrowserFixture browser)
{
    [Fact]
    public async Task Label_PutOnByTheKeyboard_IsInEveryTab_AndGathersItsConversations()
    {
        await using var server = await ServerProcess.StartAsync(("WorkSquared__Responder__Enabled", "false"));
        var ids = await BeginAsync(server, "First plan", "Second plan");
        var page = await browser.OpenAsync($"{server.Url}/c/{ids[0]}");
        var other = await browser.OpenAsync($"{server.Url}/c/{ids[0]}");

        await More(page, "First plan").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Menuitem, new() { Name = "Pin", Exact = true })).ToBeFocusedAsync();
        for (var steps = 0; steps < 3; steps++)
        {
            await page.Keyboard.PressAsync("ArrowDown");
        }

        await Assertions.Expect(page.GetByRole(AriaRole.Menuitem, new() { Name = "Labels…" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        var label = page.GetByRole(AriaRole.Textbox, new() { Name = "Label" });
        await Assertions.Expect(label).ToBeFocusedAsync();
        await label.FillAsync("Client A/B");
        await label.PressAsync("Enter");
        await Assertions.Expect(page.Button("Remove Client A/B")).ToBeVisibleAsync();
        await label.FillAsync("Board");
        await label.PressAsync("Enter");
        await Assertions.Expect(page.Button("Remove Board")).ToBeVisibleAsync();
        await label.PressAsync("Escape");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog, new() { Name = "Labels" })).ToHaveCountAsync(0);
        await Assertions.Expect(More(page, "First plan")).ToBeFocusedAsync();

        await Assertions.Expect(other.Locator("header").GetByRole(AriaRole.List, new() { Name = "Labels" }).GetByRole(AriaRole.Link)).ToHaveTextAsync(["Board", "Client A/B"]);
        var labels = other.GetByRole(AriaRole.Navigation, new() { Name = "Labels" });
        await labels.GetByText("Labels").ClickAsync();
        await labels.GetByRole(AriaRole.Link, new() { Name = "Client A/B 1" }).ClickAsync();
        await Assertions.Expect(other).ToHaveURLAsync(new Regex(Regex.Escape("/labels?name=Client%20A%2FB") + "$"));
        await Assertions.Expect(Rows(other)).ToHaveTextAsync(["First plan"]);

        // A part of it is offered, and one click puts it on.
        await page.Locator("aside").GetByRole(AriaRole.Button, new() { Name = "More for Second plan" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Labels…" }).ClickAsync();
        await label.FillAsync("client");
        await page.Button("Add Client A/B").ClickAsync();
        await Assertions.Expect(Rows(other)).ToHaveTextAsync(["Second plan", "First plan"]);
        await other.ReloadAsync();
        await Assertions.Expect(Rows(other)).ToHaveTextAsync(["Second plan", "First plan"]);
    }

    [Fact]
    public async Task Several_ChosenWithShift_ArePutAwayAtOnce_AndOneUndoBringsAllBack()
    {
        await using var server = await ServerProcess.StartAsync(("WorkSquared__Responder__Enabled", "false"));
        var ids = await BeginAsync(server, "Plan 1", "Plan 2", "Plan 3", "Plan 4");
        var page = await browser.OpenAsync($"{server.Url}/c/{ids[0]}");
        var nav = page.GetByRole(AriaRole.Navigation, new() { Name = "Conversations" });

        await nav.GetByRole(AriaRole.Button, new() { Name = "Select" }).ClickAsync();
        await Assertions.Expect(page.Button("Done")).ToBeFocusedAsync();
        await nav.GetByText("Plan 4").ClickAsync();
        await Assertions.Expect(nav.GetByText("1 chosen")).ToBeVisibleAsync();

        // The space bar chooses as well, and Shift takes all up to there.
        await nav.GetByRole(AriaRole.Checkbox, new() { Name = "Plan 2" }).FocusAsync();
        await page.Keyboard.PressAsync("Shift+Space");
        await Assertions.Expect(nav.GetByText("3 chosen")).ToBeVisibleAsync();
        await nav.GetByRole(AriaRole.Button, new() { Name = "Archive" }).ClickAsync();
        await Assertions.Expect(page.Conversations()).ToHaveTextAsync(["Plan 1"]);
        await page.Button("Undo").ClickAsync();
        await Assertions.Expect(page.Conversations()).ToHaveTextAsync(["Plan 4", "Plan 3", "Plan 2", "Plan 1"]);
    }

    /// <summary>One after the other. Nobody answers: an answer would move its conversation in the list.</summary>
    private static async Task<Guid[]> BeginAsync(ServerProcess server, params string[] questions)
    {
        using var http = SignedIn.PageOf(server.Url);
        List<Guid> ids = [];
        foreach (var question in questions)
        {
            var id = new Guid(ids.Count + 1, 1, 0, new byte[8]);
            var said = new { commandId = new Guid(ids.Count + 1, 2, 0, new byte[8]), text = question };
            (await http.PostAsJsonAsync($"/c/{id}/messages", said, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
            ids.Add(id);
        }

        return [.. ids];
    }

    private static ILocator More(IPage page, string title) =>
        page.Locator("header").GetByRole(AriaRole.Button, new() { Name = $"More for {title}" });

    private static ILocator Rows(IPage page) => page.Locator("main").GetByRole(AriaRole.List).GetByRole(AriaRole.Link);
}
