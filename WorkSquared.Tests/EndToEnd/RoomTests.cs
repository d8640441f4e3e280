using Microsoft.Playwright;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.EndToEnd;

[Trait("Kind", "EndToEnd")]
public sealed class RoomTests(BrowserFixture browser)
{
    [Fact]
    public async Task TwoPeopleInFourTabs_SeeOneOrder_EachOther_AndWhoStopped()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        var go = new TaskCompletionSource();
        provider.Next(async wire =>
        {
            await wire.TextAsync("One, ");
            await go.Task;
            await wire.TextAsync("two.");
            await wire.EndAsync();
        });
        provider.Next(async wire =>
        {
            await wire.TextAsync("This goes on");
            await wire.Request.Gone;
        });

        var ada = await browser.OpenAsync(server.Url);
        await ada.Button("New conversation").ClickAsync();
        await ada.AskAsync("First");
        await Assertions.Expect(ada).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/c/[0-9a-f-]{36}$"));
        var bob = await browser.OpenAsync(server.Url, await SignedIn.JoinAsync(server, "Bob"));
        await GoAsync(bob, ada.Url);
        var second = await ada.Context.NewPageAsync();
        await GoAsync(second, ada.Url);

        // One's own other tab is no company, and what one types is told to the others alone.
        await Assertions.Expect(Here(ada)).ToHaveTextAsync(["BBob"]);
        await Assertions.Expect(Here(bob)).ToHaveTextAsync(["AAda"]);
        await bob.Composer().PressSequentiallyAsync("Bob's");
        await Assertions.Expect(ada.GetByText("Bob is typing…")).ToBeVisibleAsync();
        await Assertions.Expect(second.GetByText("Bob is typing…")).ToBeVisibleAsync();
        await Assertions.Expect(bob.GetByText("is typing…")).ToHaveCountAsync(0);

        await ada.Composer().FillAsync("Ada's");
        await Task.WhenAll(ada.Composer().PressAsync("Enter"), bob.Composer().PressAsync("Enter"));
        await Assertions.Expect(ada.GetByText("is typing…")).ToBeHiddenAsync();
        var fourth = await browser.OpenAsync(ada.Url, await SignedIn.JoinAsync(server, "Cleo"));
        IPage[] all = [ada, bob, second, fourth];
        foreach (var page in all)
        {
            await Assertions.Expect(page.RunningAnswer()).ToContainTextAsync("One,");
            await Assertions.Expect(page.Messages()).ToHaveCountAsync(4);
        }

        await Assertions.Expect(Here(fourth)).ToHaveTextAsync(["AAda", "BBob"]);
        go.SetResult();
        foreach (var page in all)
        {
            await Assertions.Expect(page.RunningAnswer()).ToContainTextAsync("This goes on");
        }

        await bob.Button("Stop").ClickAsync();
        await Assertions.Expect(ada.GetByText("Stopped by Bob")).ToBeVisibleAsync();
        await Assertions.Expect(bob.GetByText("Stopped by you")).ToBeVisibleAsync();
        foreach (var page in all)
        {
            await Assertions.Expect(page.Messages().Last).ToContainTextAsync("Understood.");
            await Assertions.Expect(page.RunningAnswer()).ToHaveCountAsync(0);
        }

        var order = await IdsAsync(ada);
        Assert.Equal(6, order.Count);
        foreach (var page in all)
        {
            Assert.Equal(order, await IdsAsync(page));
        }

        await Assertions.Expect(Said(bob, "Ada: Ada's")).ToBeVisibleAsync();
        await Assertions.Expect(Said(bob, "You: Bob's")).ToBeVisibleAsync();
        await Assertions.Expect(Said(fourth, "Bob: Bob's")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WhoeverWasAway_IsToldWhatCame_AndAskedBeforeTheirOlderWordsAreSent(bool isRestarted)
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        await using TcpProxy wire = new(server.Url);
        var ada = await browser.OpenAsync(server.Url);
        await ada.Button("New conversation").ClickAsync();
        await ada.AskAsync("First");
        await ada.ExpectMessagesAsync("First", "Understood.");
        var bob = await browser.OpenAsync(wire.Url, await SignedIn.JoinAsync(server, "Bob"));
        await GoAsync(bob, wire.Url + new Uri(ada.Url).PathAndQuery);
        await bob.Composer().FillAsync("My older words");

        wire.Cut();
        await Assertions.Expect(bob.GetByRole(AriaRole.Status, new() { Name = "Connection" })).ToBeVisibleAsync();
        for (var number = 1; number <= 20; number++)
        {
            await ada.AskAsync($"Question {number}");
        }

        await Assertions.Expect(ada.Messages()).ToHaveCountAsync(42);
        await Assertions.Expect(ada.RunningAnswer()).ToHaveCountAsync(0);
        if (isRestarted)
        {
            await server.KillAsync();
            await server.StartAgainAsync();
        }

        wire.Mend();
        await Assertions.Expect(bob.GetByText("40 new messages while you were away")).ToBeVisibleAsync();
        await Assertions.Expect(bob.Composer()).ToHaveValueAsync("My older words");
        await bob.Composer().PressAsync("Enter");
        await Assertions.Expect(bob.GetByText("40 new messages since you wrote this.")).ToBeVisibleAsync();
        await Assertions.Expect(bob.Composer()).ToHaveValueAsync("My older words");
        await Assertions.Expect(ada.Messages()).ToHaveCountAsync(42);

        await bob.Button("Read first").ClickAsync();
        await Assertions.Expect(bob.GetByText("40 new messages while you were away")).ToBeHiddenAsync();
        await Assertions.Expect(bob.GetByText("40 new messages since you wrote this.")).ToBeHiddenAsync();
        await Assertions.Expect(bob.GetByRole(AriaRole.Separator, new() { Name = "New" })).ToBeInViewportAsync();
        await Assertions.Expect(bob.Messages().Nth(2)).ToBeFocusedAsync();
        await bob.Composer().PressAsync("Enter");
        await Assertions.Expect(ada.Messages()).ToHaveCountAsync(44);
        await Assertions.Expect(bob.Composer()).ToHaveValueAsync("");
    }

    [Fact]
    public async Task WhoeverIsRenamed_FindsWhatTheyWereWriting()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        var page = await browser.OpenAsync(server.Url);
        await page.AskAsync("First");
        await page.ExpectMessagesAsync("First", "Understood.");
        var address = page.Url;
        await page.RunAndWaitForResponseAsync(() => page.Composer().FillAsync("Half a thought"), response => IsOfDrafts(response, "PUT"));

        await GoAsync(page, server.Url + "/me");
        await NameAsync(page, "Ada Lovelace");
        await page.RunAndWaitForResponseAsync(() => GoAsync(page, address), response => IsOfDrafts(response, "GET"));
        await Assertions.Expect(page.Composer()).ToHaveValueAsync("Half a thought");
        await page.Composer().PressAsync("Enter");
        await page.ExpectMessagesAsync("First", "Understood.", "Half a thought", "Understood.");
        await Assertions.Expect(Said(page, "You: Half a thought")).ToBeVisibleAsync();
    }

    private static async Task NameAsync(IPage page, string name)
    {
        await page.GetByLabel("Your name").FillAsync(name);
        await page.Button("Save").ClickAsync();
        await Assertions.Expect(page.GetByText($"Hello, {name}")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("body[data-ready=true]")).ToBeVisibleAsync();
    }

    private static async Task GoAsync(IPage page, string url)
    {
        await page.GotoAsync(url);
        await Assertions.Expect(page.Locator("body[data-ready=true]")).ToBeVisibleAsync();
    }

    private static bool IsOfDrafts(IResponse response, string method) => response.Url.Contains("/drafts/") && response.Request.Method == method;

    private static ILocator Here(IPage page) => page.GetByRole(AriaRole.List, new() { Name = "Also here" }).GetByRole(AriaRole.Listitem);

    private static ILocator Said(IPage page, string name) => page.Transcript().GetByRole(AriaRole.Article, new() { Name = name, Exact = true });

    private static async Task<IReadOnlyList<string>> IdsAsync(IPage page) => await page.Messages().EvaluateAllAsync<string[]>(
        "all => all.map(article => `${article.dataset.messageId} ${article.dataset.position}`)");
}
