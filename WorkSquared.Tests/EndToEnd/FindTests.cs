using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.EndToEnd;

[Trait("Kind", "EndToEnd")]
public sealed class FindTests(BrowserFixture browser)
{
    [Fact]
    public async Task Hit_OnAnotherBranchOfAnotherConversation_IsOpenedByTheKeyboardAlone()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        var page = await browser.OpenAsync(server.Url);
        await page.AskAsync("Plan with an aardvark");
        await page.ExpectMessagesAsync("Plan with an aardvark", "Understood.");
        await page.Button("Edit").ClickAsync();
        await page.Composer().FillAsync("Plan with a beaver");
        await page.Composer().PressAsync("Enter");
        await page.ExpectMessagesAsync("Plan with a beaver", "Understood.");
        await page.GotoAsync($"{server.Url}/new");
        await Assertions.Expect(page.Locator("body[data-ready=true]")).ToBeVisibleAsync();
        await page.Composer().FillAsync("Half a thought");

        await page.Keyboard.PressAsync("Control+k");
        await Assertions.Expect(Box(page)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(Dialog(page)).ToBeHiddenAsync();
        await Assertions.Expect(page.Composer()).ToBeFocusedAsync();
        await Assertions.Expect(page.Composer()).ToHaveValueAsync("Half a thought");

        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync("with aardv");
        await Assertions.Expect(Hits(page)).ToHaveCountAsync(2);
        await Assertions.Expect(Hits(page).Nth(1).Locator("mark").Last).ToHaveTextAsync("aardvark");
        await Assertions.Expect(Dialog(page).GetByRole(AriaRole.Status)).ToHaveTextAsync("2 results");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(Hits(page).Nth(1)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(Dialog(page)).ToBeHiddenAsync();
        await page.ExpectMessagesAsync("Plan with an aardvark", "Understood.");
        await Assertions.Expect(page.Messages().First).ToBeInViewportAsync();
        await Assertions.Expect(page.Messages().First).ToBeFocusedAsync();
        await Assertions.Expect(page.Choice("Wording")).ToHaveTextAsync("1/2");

        // Back to the other branch, in the conversation that is open, without a look at the list.
        await page.Keyboard.PressAsync("Control+k");
        await Box(page).FillAsync("with a beaver");
        await page.Keyboard.PressAsync("Enter");
        await page.ExpectMessagesAsync("Plan with a beaver", "Understood.");
        await Assertions.Expect(page.Choice("Wording")).ToHaveTextAsync("2/2");
    }

    [Fact]
    public async Task Hit_OlderThanTheWindow_IsInViewAndMarked_InTheConversationThatIsOpenToo()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        var page = await browser.OpenAsync(server.Url);
        await page.AskAsync("Early armadillo " + string.Concat(Enumerable.Repeat("and much more to say about it. ", 40)));
        await Assertions.Expect(page.Messages()).ToHaveCountAsync(2);
        var conversation = new Uri(page.Url).AbsolutePath;
        using var http = SignedIn.PageOf(server.Url);
        foreach (var number in Enumerable.Range(1, 30))
        {
            var said = new { commandId = new Guid(number, 0, 0, new byte[8]), text = $"Later question {number}" };
            (await http.PostAsJsonAsync($"{conversation}/messages", said, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        }

        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("body[data-ready=true]")).ToBeVisibleAsync();
        await Assertions.Expect(page.Transcript()).Not.ToContainTextAsync("armadillo");

        await page.Button("Search").ClickAsync();
        await Box(page).FillAsync("armadillo");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(Dialog(page)).ToBeHiddenAsync();
        await page.Keyboard.PressAsync("Control+k");
        await Assertions.Expect(Hits(page)).ToHaveCountAsync(2);
        await Hits(page).Nth(1).ClickAsync();

        var found = page.Messages().First;
        await Assertions.Expect(found).ToContainTextAsync("Early armadillo");
        await Assertions.Expect(found).ToBeInViewportAsync();
        await Assertions.Expect(found).ToHaveClassAsync(new Regex("pointed-at"));

        // The same address, opened elsewhere.
        var other = await browser.OpenAsync(page.Url);
        await Assertions.Expect(other.Messages().First).ToContainTextAsync("Early armadillo");
        await Assertions.Expect(other.Messages().First).ToBeInViewportAsync();
    }

    private static ILocator Dialog(IPage page) => page.GetByRole(AriaRole.Dialog, new() { Name = "Search", Exact = true });

    private static ILocator Box(IPage page) => page.GetByRole(AriaRole.Searchbox, new() { Name = "Search conversations" });

    private static ILocator Hits(IPage page) => Dialog(page).GetByRole(AriaRole.List, new() { Name = "Results" }).GetByRole(AriaRole.Link);
}
