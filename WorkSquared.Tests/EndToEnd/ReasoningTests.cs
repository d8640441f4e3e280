using System.Text.RegularExpressions;
using Microsoft.Playwright;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.EndToEnd;

[Trait("Kind", "EndToEnd")]
public sealed class ReasoningTests(BrowserFixture browser)
{
    private const string Thought = "Granite, or **basalt**?";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reasoning_IsFoldedWhileItRunsAndAfterwards_InEveryTab_AndInNoOtherPrompt()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        var thought = new TaskCompletionSource();
        var answered = new TaskCompletionSource();
        provider.Next(async wire =>
        {
            await wire.ReasoningAsync(Thought);
            await thought.Task.WaitAsync(Cancellation);
            await wire.TextAsync("Slate, ");
            await answered.Task.WaitAsync(Cancellation);
            await wire.AnswerAsync("in thin sheets.");
        });
        var page = await browser.OpenAsync(server.Url);
        await page.AskAsync("Which stone?");

        await Assertions.Expect(Summary(page)).ToHaveTextAsync(new Regex("^Thinking… [1-9][0-9]* s$"));
        await Assertions.Expect(page.GetByText("Granite")).ToHaveCountAsync(0);
        await Summary(page).ClickAsync();
        await Assertions.Expect(page.RunningAnswer().Locator("strong")).ToHaveTextAsync("basalt");

        // Somebody who comes now sees the same; and so does whoever reloads.
        var other = await browser.OpenAsync(page.Url);
        await Assertions.Expect(Summary(other)).ToHaveTextAsync(new Regex("^Thinking… "));
        await other.ReloadAsync();
        await Assertions.Expect(Summary(other)).ToHaveTextAsync(new Regex("^Thinking… [1-9][0-9]* s$"));

        thought.SetResult();
        await Assertions.Expect(page.RunningAnswer()).ToContainTextAsync("Slate,");
        await Assertions.Expect(Summary(page)).ToHaveTextAsync(new Regex("^Thought for .+"));
        answered.SetResult();
        await page.ExpectMessagesAsync("Which stone?", "Slate, in thin sheets.");
        await Assertions.Expect(page.RunningAnswer()).ToHaveCountAsync(0);

        // It stays open for whoever reads it, and is folded for everybody else.
        await Assertions.Expect(page.Messages().Nth(1).Locator("strong")).ToBeVisibleAsync();
        await Assertions.Expect(Summary(other)).ToHaveTextAsync(new Regex("^Thought for .+"));
        await Assertions.Expect(other.GetByText("Granite")).ToHaveCountAsync(0);
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("body[data-ready=true]")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Granite")).ToHaveCountAsync(0);
        await Summary(page).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Messages().Nth(1).Locator("strong")).ToHaveTextAsync("basalt");

        // A quote is of the answer, and the next prompt too.
        await page.Messages().Nth(1).GetByRole(AriaRole.Button, new() { Name = "Quote in a reply" }).ClickAsync();
        await Assertions.Expect(page.Composer()).ToHaveValueAsync(new Regex("^> Slate, in thin sheets."));
        await page.AskAsync("And for the roof?");
        await page.ExpectMessagesAsync("Which stone?", "Slate, in thin sheets.", "And for the roof?", "Understood.");
        Assert.Equal(["user: Which stone?", "assistant: Slate, in thin sheets.", "user: And for the roof?"], provider.Requests[^1].Messages.Skip(1));
        Assert.DoesNotContain("Granite", provider.Requests[^1].Body, StringComparison.Ordinal);
    }

    private static ILocator Summary(IPage page) => page.Messages().Nth(1).Locator("details.thoughts > summary");
}
