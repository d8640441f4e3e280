using Microsoft.Playwright;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.EndToEnd;

[Trait("Kind", "EndToEnd")]
public sealed class LiveConversationTests(BrowserFixture browser)
{
    [Fact]
    public async Task Question_IsSeenAndAnsweredInTwoBrowsers_InTheSameOrder()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        var half = new TaskCompletionSource();
        provider.Next(async wire =>
        {
            await wire.TextAsync("We start with ");
            await half.Task;
            await wire.TextAsync("a **kick-off**.");
            await wire.EndAsync();
        });

        var ada = await browser.OpenAsync(server.Url);
        await ada.AskAsync("How do we start?");
        await Assertions.Expect(ada).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/c/[0-9a-f-]{36}$"));
        var bob = await browser.OpenAsync(ada.Url);

        foreach (var page in new[] { ada, bob })
        {
            await Assertions.Expect(page.RunningAnswer()).ToContainTextAsync("We start with");
            await page.ExpectMessagesAsync("How do we start?", "We start with");
            await Assertions.Expect(page.Button("Stop")).ToBeVisibleAsync();
        }

        half.SetResult();
        foreach (var page in new[] { ada, bob })
        {
            await Assertions.Expect(page.RunningAnswer()).ToHaveCountAsync(0);
            await page.ExpectMessagesAsync("How do we start?", "We start with a kick-off.");
            await Assertions.Expect(page.Messages().Nth(1).Locator("strong")).ToHaveTextAsync("kick-off");
            await Assertions.Expect(page.Conversations()).ToHaveTextAsync(["How do we start?"]);
        }

        Assert.Equal(await IdsAsync(ada), await IdsAsync(bob));
        await bob.AskAsync("And then?");
        await ada.ExpectMessagesAsync("How do we start?", "kick-off", "And then?", "Understood.");
    }

    [Fact]
    public async Task Reload_InTheMiddleOfAnAnswer_ShowsTheWholeTextSoFar_AndItGoesOn()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        var half = new TaskCompletionSource();
        provider.Next(async wire =>
        {
            await wire.TextAsync("One, ");
            await wire.TextAsync("two, ");
            await half.Task;
            await wire.TextAsync("three.");
            await wire.EndAsync();
        });

        var page = await browser.OpenAsync(server.Url);
        await page.AskAsync("Count to three");
        await Assertions.Expect(page.RunningAnswer()).ToContainTextAsync("One, two,");
        await page.ReloadAsync();

        await Assertions.Expect(page.RunningAnswer()).ToContainTextAsync("One, two,");
        half.SetResult();
        await page.ExpectMessagesAsync("Count to three", "One, two, three.");
        Assert.Single(provider.Requests);
    }

    [Fact]
    public async Task Stop_EndsTheAnswer_AndKeepsItsText()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        provider.Next(async wire =>
        {
            await wire.TextAsync("This goes on and ");
            await wire.Request.Gone;
        });

        var page = await browser.OpenAsync(server.Url);
        await page.AskAsync("Never end");
        await Assertions.Expect(page.RunningAnswer()).ToContainTextAsync("on and");
        await page.Button("Stop").ClickAsync();

        await provider.Requests[0].Gone;
        await Assertions.Expect(page.RunningAnswer()).ToHaveCountAsync(0);
        await page.ExpectMessagesAsync("Never end", "This goes on and");
        await Assertions.Expect(page.Messages().Nth(1)).ToContainTextAsync("Stopped");
        await Assertions.Expect(page.Button("Send")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task FailedAnswer_SaysWhy_AndRetryAnswersIt()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            provider.Fail(500);
        }

        provider.Answer("Now it works.");

        var page = await browser.OpenAsync(server.Url);
        await page.AskAsync("Does it work?");
        await Assertions.Expect(page.Messages().Nth(1)).ToContainTextAsync("trouble of its own (status 500)");
        await page.Messages().Nth(1).GetByRole(AriaRole.Button, new() { Name = "Retry" }).ClickAsync();

        await Assertions.Expect(page.Messages().Last).ToContainTextAsync("Now it works.");
        await Assertions.Expect(page.Button("Retry")).ToHaveCountAsync(0);
    }

    private static async Task<IReadOnlyList<string>> IdsAsync(IPage page) => await page.Messages().EvaluateAllAsync<string[]>(
        "all => all.map(article => `${article.dataset.messageId} ${article.dataset.position}`)");
}
