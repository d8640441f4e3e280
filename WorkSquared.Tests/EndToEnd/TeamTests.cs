using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.EndToEnd;

[Trait("Kind", "EndToEnd")]
public sealed class TeamTests(BrowserFixture browser)
{
    [Fact]
    public async Task Administrator_Invites_SomebodyJoins_BothSeeEachOther_UntilOneIsRemoved()
    {
        await using var server = await ServerProcess.StartAsync();
        var ada = await browser.OpenAsync($"{server.Url}/team");
        await ada.Button("Invite somebody").ClickAsync();
        await ada.GetByLabel("Role").SelectOptionAsync("Guest");
        await ada.GetByLabel("E-mail").FillAsync("grace@example.com");
        await CheckAsync(ada);
        await ada.Button("Create the link").ClickAsync();
        var link = ada.GetByRole(AriaRole.Textbox, new() { Name = "Invite link" });
        await Assertions.Expect(link).ToBeFocusedAsync();
        await Assertions.Expect(Rows(ada, "Open invites")).ToContainTextAsync(["grace@example.com"]);
        await CheckAsync(ada);

        var grace = await browser.OpenAsStrangerAsync(await link.InputValueAsync());
        await Assertions.Expect(grace.GetByRole(AriaRole.Heading, new() { Name = "Ada invites you to Work Squared" })).ToBeVisibleAsync();
        await Assertions.Expect(grace.GetByLabel("Email")).ToHaveValueAsync("grace@example.com");
        await CheckAsync(grace);
        await grace.GetByLabel("Name").FillAsync("Grace Hopper");
        await grace.GetByLabel("Password").FillAsync("nine quiet harbours");
        await grace.Button("Join").ClickAsync();
        await Assertions.Expect(grace.Locator("body[data-ready=true]")).ToBeVisibleAsync();

        await Assertions.Expect(Rows(ada, "Members")).ToContainTextAsync(["Ada", "Grace Hopper"]);
        await Assertions.Expect(Rows(ada, "Open invites")).ToHaveCountAsync(0);
        await grace.Link("Team").ClickAsync();
        await Assertions.Expect(Rows(grace, "Members")).ToContainTextAsync(["Ada", "Grace Hopper"]);
        await Assertions.Expect(grace.Button("Invite somebody")).ToHaveCountAsync(0);

        await ada.Button("More for Grace Hopper").ClickAsync();
        await ada.GetByRole(AriaRole.Menuitem, new() { Name = "Make a member" }).ClickAsync();
        await Assertions.Expect(Rows(grace, "Members").Last).ToContainTextAsync("Member");

        // By keyboard: the question has the focus as it comes.
        await ada.Button("More for Grace Hopper").FocusAsync();
        await ada.Keyboard.PressAsync("Enter");
        var entries = ada.GetByRole(AriaRole.Menuitem);
        await Assertions.Expect(entries.First).ToBeFocusedAsync();
        for (var step = await entries.CountAsync(); step > 1; step--)
        {
            await ada.Keyboard.PressAsync("ArrowDown");
        }

        await Assertions.Expect(entries.Last).ToBeFocusedAsync();
        await Assertions.Expect(entries.Last).ToHaveTextAsync("Remove…");
        await ada.Keyboard.PressAsync("Enter");
        await Assertions.Expect(ada.Button("Remove")).ToBeFocusedAsync();
        await CheckAsync(ada);
        await ada.Keyboard.PressAsync("Enter");
        await Assertions.Expect(Rows(ada, "Members")).ToHaveCountAsync(1);
        await grace.GotoAsync($"{server.Url}/team");
        await Assertions.Expect(grace.GetByRole(AriaRole.Heading, new() { Name = "You belong to no workspace" })).ToBeVisibleAsync();
    }

    private static ILocator Rows(IPage page, string list) => page.GetByRole(AriaRole.List, new() { NameRegex = new($"^{list}") }).GetByRole(AriaRole.Listitem);

    private static async Task CheckAsync(IPage page) => Assert.Empty((await page.RunAxe()).Violations.Select(violation => violation.Id));
}
