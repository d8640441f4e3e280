using Microsoft.Playwright;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.EndToEnd;

[Trait("Kind", "EndToEnd")]
public sealed class UsageTests(BrowserFixture browser)
{
    [Fact]
    public async Task Usage_IsSeenBelowTheAnswerAndOnItsPage_AndTheBudgetEndsInASentence()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        provider.Otherwise = async wire =>
        {
            await wire.TextAsync("Understood.");
            await wire.FinishAsync();
            await wire.UsageAsync(input: 1_000, output: 200, cached: 600);
            await wire.DoneAsync();
        };
        await using var server = await ServerProcess.StartAsync(
            ("WorkSquared__Llm__Endpoint", $"{provider.Url}/v1"),
            ("WorkSquared__Llm__Prices__gpt-4o__Input", "2.5"),
            ("WorkSquared__Llm__Prices__gpt-4o__Output", "10"),
            ("WorkSquared__Budget__DailyTokens", "2500"));
        var page = await browser.OpenAsync(server.Url, new() { ViewportSize = new() { Width = 320, Height = 740 } });
        await page.AskAsync("How do we start?");
        await page.ExpectMessagesAsync("How do we start?", "Understood.");

        await page.GetByRole(AriaRole.Button, new() { Name = "Details" }).ClickAsync();
        await Assertions.Expect(page.Locator("dl.details")).ToContainTextAsync("1,000 in (600 of them cached), 200 out");
        await Assertions.Expect(page.Locator("dl.details")).ToContainTextAsync("0.0045 USD");
        Assert.True(await FitsAsync(page));

        await page.AskAsync("And then?");
        await Assertions.Expect(page.GetByRole(AriaRole.Note)).ToContainTextAsync("This workspace has used up its budget for today: 1,200 of 2,500 tokens");
        Assert.Single(provider.Requests);

        await page.GotoAsync($"{server.Url}/usage");
        await Assertions.Expect(page.GetByText("1,300 of 2,500 tokens left")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Group, new() { Name = "By model" })).ToContainTextAsync("gpt-4o");
        Assert.True(await FitsAsync(page));
    }

    [Fact]
    public async Task FailedAnswer_SaysWhetherAnythingWasCharged()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        provider.Fail(401);
        var page = await browser.OpenAsync(server.Url);

        await page.AskAsync("Is the key right?");
        await Assertions.Expect(page.GetByRole(AriaRole.Note)).ToContainTextAsync("Nothing was charged.");

        provider.Otherwise = wire => wire.StatusAsync(504, null, null);
        await page.AskAsync("And is it up?");
        await Assertions.Expect(page.GetByRole(AriaRole.Note).Last).ToContainTextAsync("The provider may have charged for 3 requests:");
    }

    [Fact]
    public async Task QuestionThatIsTooLong_IsShortenedAndSentAgain()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        provider.Fail(400, "context_length_exceeded");
        provider.Answer("That fits.");
        var page = await browser.OpenAsync(server.Url);
        await page.AskAsync("Far too many words");
        await Assertions.Expect(page.GetByRole(AriaRole.Note)).ToContainTextAsync("by our count. The model takes fewer.");
        await Assertions.Expect(page.GetByRole(AriaRole.Note)).ToContainTextAsync("Nothing was charged.");

        await page.Button("Shorten and resend").ClickAsync();
        await Assertions.Expect(page.Composer()).ToHaveValueAsync("Far too many words");
        await Assertions.Expect(page.Composer()).ToBeFocusedAsync();
        await page.Composer().FillAsync("Few words");
        await page.Composer().PressAsync("Enter");

        await page.ExpectMessagesAsync("Few words", "That fits.");
        await Assertions.Expect(page.Choice("Wording")).ToHaveTextAsync("2/2");
        Assert.DoesNotContain("user: Far too many words", provider.Requests[^1].Messages);
    }

    private static Task<bool> FitsAsync(IPage page) =>
        page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth");
}
