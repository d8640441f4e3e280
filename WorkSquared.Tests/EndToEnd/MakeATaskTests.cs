using System.Text.RegularExpressions;
using Microsoft.Playwright;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.EndToEnd;

/// <summary>Tasks, from the message that they are made of to the list and back.</summary>
[Trait("Kind", "EndToEnd")]
public sealed class MakeATaskTests(BrowserFixture browser)
{
    [Fact]
    public async Task TaskOfAnAnswer_IsNamedByKeyboard_SeenInEveryTab_CheckedInTheList_AndSurvivesAKill()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        provider.Answer("**Call Maria** about the budget.\n\nShe knows the figures.");
        var page = await browser.OpenAsync(server.Url);
        await page.AskAsync("What is next?");
        await page.ExpectMessagesAsync("What is next?", "She knows the figures.");
        var other = await browser.OpenAsync(page.Url);

        await page.Messages().Nth(1).GetByRole(AriaRole.Button, new() { Name = "Make a task" }).DblClickAsync();
        await Assertions.Expect(Title(page)).ToBeFocusedAsync();
        await Assertions.Expect(Title(page)).ToHaveValueAsync("Call Maria about the budget.");

        // All of it is selected: what is typed takes its place.
        await page.Keyboard.TypeAsync("Call Maria");
        await Title(page).PressAsync("Enter");

        foreach (var each in new[] { other, page })
        {
            await Assertions.Expect(Chips(each)).ToHaveTextAsync(["Task: Call Maria"]);
            await Assertions.Expect(Box(each)).Not.ToBeCheckedAsync();
        }

        await Assertions.Expect(Chips(page)).ToBeFocusedAsync();
        await page.Button("Rename Call Maria").ClickAsync();
        await Title(page).FillAsync("Call nobody");
        await Title(page).PressAsync("Escape");
        await Assertions.Expect(Chips(page)).ToHaveTextAsync(["Task: Call Maria"]);

        await Chips(other).ClickAsync();
        await Assertions.Expect(other).ToHaveURLAsync(new Regex("/tasks/[0-9a-f-]{36}$"));
        await Assertions.Expect(other.Locator("main li[aria-current=true]")).ToContainTextAsync("Call Maria");
        await Box(other).PressAsync("Space");
        await Assertions.Expect(Box(page)).ToBeCheckedAsync();

        await server.KillAsync();
        await server.StartAgainAsync();
        var (exitCode, output) = await server.RunVerbAsync("verify");
        Assert.True(exitCode == 0, output);
        await Assertions.Expect(page.Locator("body[data-ready=true]")).ToBeVisibleAsync();
        await Assertions.Expect(Box(page)).ToBeCheckedAsync();
        var third = await browser.OpenAsync(other.Url);
        await Assertions.Expect(third.GetByRole(AriaRole.List, new() { Name = "Tasks that are done" }).Locator(".name")).ToHaveTextAsync(["Call Maria"]);
        await third.Link("What is next?").Last.ClickAsync();
        await third.ExpectMessagesAsync("What is next?", "She knows the figures.");
        await Assertions.Expect(Box(third)).ToBeCheckedAsync();
    }

    [Fact]
    public async Task List_IsUsedByKeyboardAlone_LiveInAnotherTab_AndWhatIsDeletedComesBack()
    {
        await using var server = await ServerProcess.StartAsync();
        var page = await browser.OpenAsync(server.Url + "/tasks");
        var other = await browser.OpenAsync(server.Url);
        await other.Link("Tasks").ClickAsync();
        await Assertions.Expect(other.GetByText("Nothing is to be done.")).ToBeVisibleAsync();

        await NewTask(page).FillAsync("Call Maria");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(NewTask(page)).ToHaveValueAsync("");
        await Assertions.Expect(NewTask(page)).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Book a room");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(Open(other)).ToHaveTextAsync(["Book a room", "Call Maria"]);

        await page.Button("Rename Book a room").PressAsync("Enter");
        await Assertions.Expect(Title(page)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Link("Book a room")).ToBeFocusedAsync();
        await page.Button("Rename Book a room").PressAsync("Enter");
        await Title(page).FillAsync("Book two rooms");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(Open(other)).ToHaveTextAsync(["Book two rooms", "Call Maria"]);

        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Done: Book two rooms" }).PressAsync("Space");
        await Assertions.Expect(Open(other)).ToHaveTextAsync(["Call Maria"]);
        await Assertions.Expect(page.GetByRole(AriaRole.Checkbox, new() { Name = "Done: Call Maria" })).ToBeFocusedAsync();

        await page.Button("Delete Call Maria").PressAsync("Enter");
        await Assertions.Expect(other.GetByText("Everything is done.")).ToBeVisibleAsync();
        await page.Button("Undo").ClickAsync();
        await Assertions.Expect(Open(other)).ToHaveTextAsync(["Call Maria"]);
        await Assertions.Expect(other.Button("Done: 1")).ToHaveAttributeAsync("aria-expanded", "false");
    }

    private static ILocator Title(IPage page) => page.GetByRole(AriaRole.Textbox, new() { Name = "Title", Exact = true });

    private static ILocator NewTask(IPage page) => page.GetByRole(AriaRole.Textbox, new() { Name = "New task" });

    private static ILocator Chips(IPage page) => page.Transcript().GetByRole(AriaRole.List, new() { Name = "Tasks", Exact = true }).GetByRole(AriaRole.Link);

    private static ILocator Box(IPage page) => page.GetByRole(AriaRole.Checkbox, new() { Name = "Done: Call Maria" });

    private static ILocator Open(IPage page) => page.GetByRole(AriaRole.List, new() { Name = "Open tasks" }).Locator(".name");
}
