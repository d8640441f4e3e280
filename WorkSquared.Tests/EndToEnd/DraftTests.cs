using Microsoft.Playwright;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.EndToEnd;

/// <summary>What is being written belongs to its person: it is in all of their tabs, outlives the server, and is sent once.</summary>
[Trait("Kind", "EndToEnd")]
public sealed class DraftTests(BrowserFixture browser)
{
    [Fact]
    public async Task Draft_IsInEveryBrowserOfThePerson_SurvivesAKill_AndGoesWithItsMessage()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        provider.Next(async wire =>
        {
            await wire.TextAsync("It is being written");
            await wire.Request.Gone;
        });
        provider.Answer("It is whole.");
        var first = await browser.OpenAsync(server.Url);
        await first.AskAsync("A question");
        await Assertions.Expect(first.RunningAnswer()).ToContainTextAsync("It is being written");
        var second = await browser.OpenAsync(first.Url);

        await first.Composer().FillAsync("Half a thought");
        await Assertions.Expect(second.Composer()).ToHaveValueAsync("Half a thought");
        await second.Composer().PressAsync("End");
        await second.Composer().PressSequentiallyAsync(", and the rest");
        await Assertions.Expect(first.Composer()).ToHaveValueAsync("Half a thought, and the rest");

        await server.KillAsync();
        await server.StartAgainAsync();
        var third = await browser.OpenAsync(first.Url);
        await Assertions.Expect(third.Composer()).ToHaveValueAsync("Half a thought, and the rest");
        await Assertions.Expect(third.Messages().Nth(1)).ToContainTextAsync("It is whole.");

        await third.Composer().PressAsync("Enter");
        await third.ExpectMessagesAsync("A question", "It is whole.", "Half a thought, and the rest", "Understood.");
        foreach (var page in new[] { first, second, third })
        {
            await Assertions.Expect(page.Locator("body[data-ready=true]")).ToBeVisibleAsync();
            await Assertions.Expect(page.Composer()).ToHaveValueAsync("");
        }

        await first.ReloadAsync();
        await first.ExpectMessagesAsync("A question", "It is whole.", "Half a thought, and the rest", "Understood.");
        await Assertions.Expect(first.Composer()).ToHaveValueAsync("");
    }

    [Fact]
    public async Task TwoTabs_TypedInAtOnce_AskWhichIsMeant_AndOverwriteNothing()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        var one = await browser.OpenAsync($"{server.Url}/new");
        var other = await browser.OpenAsync($"{server.Url}/new");

        await WriteBesideAsync(one, "Words of one", other, "Words of the other");
        await Assertions.Expect(other.Composer()).ToHaveValueAsync("Words of the other!");
        await Assertions.Expect(one.Composer()).ToHaveValueAsync("Words of one");
        await other.Button("Keep this").ClickAsync();
        await Assertions.Expect(one.Composer()).ToHaveValueAsync("Words of the other!");
        await Assertions.Expect(other.Button("Keep this")).ToBeHiddenAsync();

        await WriteBesideAsync(one, "More of one", other, "More of the other");
        await other.Button("Use that").ClickAsync();
        await Assertions.Expect(other.Composer()).ToHaveValueAsync("More of one");

        // The draft of a conversation that has not begun becomes its first message, once.
        await other.Composer().PressAsync("Enter");
        await other.ExpectMessagesAsync("More of one", "Understood.");
        await Assertions.Expect(one.Composer()).ToHaveValueAsync("");
    }

    [Fact]
    public async Task Message_StoredButNotHeardOf_IsNeitherSentAgainNorLeftAsADraft()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        var page = await browser.OpenAsync(server.Url);
        await page.AskAsync("First");
        await page.ExpectMessagesAsync("First", "Understood.");
        var other = await browser.OpenAsync(page.Url);
        await page.Composer().FillAsync("Second");
        await Assertions.Expect(other.Composer()).ToHaveValueAsync("Second");

        var isLost = new TaskCompletionSource();
        await page.RouteAsync("**/messages*", async route =>
        {
            await route.FetchAsync();
            await route.AbortAsync();
            isLost.TrySetResult();
        });
        await page.Composer().PressAsync("Enter");
        await isLost.Task;

        await other.ExpectMessagesAsync("First", "Understood.", "Second", "Understood.");
        await Assertions.Expect(other.Composer()).ToHaveValueAsync("");
        await page.UnrouteAllAsync();
        await Assertions.Expect(page.Composer()).ToHaveValueAsync("");
        await page.AskAsync("Third");
        await other.ExpectMessagesAsync("First", "Understood.", "Second", "Understood.", "Third", "Understood.");
        Assert.Equal(3, provider.Requests.Count);
    }

    /// <summary>The second can't save what it writes until the first has: as if its network were slow.</summary>
    private static async Task WriteBesideAsync(IPage first, string firstText, IPage second, string secondText)
    {
        await second.RouteAsync("**/drafts/**", route => route.AbortAsync());
        await second.Composer().FillAsync(secondText);
        await first.RunAndWaitForResponseAsync(
            () => first.Composer().FillAsync(firstText), response => response.Request.Method == "PUT" && response.Request.PostData!.Contains(firstText));
        await second.UnrouteAllAsync();
        await second.Composer().PressAsync("End");
        await second.Composer().PressSequentiallyAsync("!");
        await Assertions.Expect(second.GetByRole(AriaRole.Status).Filter(new() { HasText = firstText })).ToBeVisibleAsync();
    }
}
