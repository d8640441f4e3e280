using Microsoft.Playwright;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.EndToEnd;

/// <summary>Everything by keyboard: the shortcuts that the sheet names do what it says.</summary>
[Trait("Kind", "EndToEnd")]
public sealed class KeyboardTests(BrowserFixture browser)
{
    [Fact]
    public async Task Sheet_OpensAndCloses_ByKeyAndByButton()
    {
        await using var server = await ServerProcess.StartAsync();
        var page = await browser.OpenAsync(server.Url);
        var sheet = page.GetByRole(AriaRole.Dialog, new() { Name = "Keyboard shortcuts" });

        await page.Keyboard.PressAsync("Control+/");
        await Assertions.Expect(sheet).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(sheet).ToBeHiddenAsync();
        await Assertions.Expect(page.Composer()).ToBeFocusedAsync();

        await page.Button("Keyboard shortcuts").ClickAsync();
        await sheet.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await Assertions.Expect(sheet).ToBeHiddenAsync();
    }

    [Fact]
    public async Task ArrowUp_InAnEmptyBox_EditsTheLastMessage_AndInAFullOneMovesTheCaret()
    {
        await using var server = await ServerProcess.StartAsync(("WorkSquared__Llm__Offline__WordsPerSecond", "0"));
        var page = await browser.OpenAsync(server.Url);
        await page.AskAsync("First question");
        await Assertions.Expect(page.Messages()).ToHaveCountAsync(2);
        await page.AskAsync("Second question");
        await Assertions.Expect(page.Messages()).ToHaveCountAsync(4);
        await Assertions.Expect(page.RunningAnswer()).ToHaveCountAsync(0);

        await page.Composer().FillAsync("not empty");
        await page.Composer().PressAsync("ArrowUp");
        await Assertions.Expect(page.Composer()).ToHaveValueAsync("not empty");

        await page.Composer().FillAsync("");
        await page.Composer().PressAsync("ArrowUp");
        await Assertions.Expect(page.Composer()).ToHaveValueAsync("Second question");
        await Assertions.Expect(page.GetByText("Editing an earlier message")).ToBeVisibleAsync();

        await page.Composer().PressAsync("Escape");
        await Assertions.Expect(page.Composer()).ToHaveValueAsync("");
    }

    [Fact]
    public async Task NewConversation_AndTheMessageBox_AreOneKeyAway()
    {
        await using var server = await ServerProcess.StartAsync(("WorkSquared__Llm__Offline__WordsPerSecond", "0"));
        var page = await browser.OpenAsync(server.Url);
        await page.AskAsync("A question");
        await Assertions.Expect(page.Messages()).ToHaveCountAsync(2);

        await page.Transcript().FocusAsync();
        await page.Keyboard.PressAsync("Shift+Escape");
        await Assertions.Expect(page.Composer()).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("Control+Shift+KeyO");
        await Assertions.Expect(page.Messages()).ToHaveCountAsync(0);
        await Assertions.Expect(page).ToHaveURLAsync($"{server.Url}/new");
    }

    [Fact]
    public async Task WhatWasAnswered_IsCopied_ConversationsAndTheMenuAreOneKeyAway_AndAllOfItCanBeSwitchedOff()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        provider.Answer("Run **this**:\n\n```bash\ndotnet run\n```\n");
        var page = await browser.OpenAsync(server.Url, new() { Permissions = ["clipboard-read", "clipboard-write"] });
        await page.AskAsync("First");
        await page.ExpectMessagesAsync("First", "Run this");
        await Assertions.Expect(page.RunningAnswer()).ToHaveCountAsync(0);

        await page.Keyboard.PressAsync("Control+Shift+Comma");
        await Assertions.Expect(page.Locator("#announcer")).ToHaveTextAsync("Copied");
        Assert.StartsWith("Run **this**:", await page.EvaluateAsync<string>("navigator.clipboard.readText()"), StringComparison.Ordinal);
        await page.Keyboard.PressAsync("Control+Shift+Period");
        await Assertions.Expect(page.Locator("figure [data-copied]")).ToHaveTextAsync("Copied");
        Assert.Equal("dotnet run", (await page.EvaluateAsync<string>("navigator.clipboard.readText()")).Trim());

        var first = page.Url;
        await page.Keyboard.PressAsync("Control+Shift+KeyO");
        await Assertions.Expect(page).ToHaveURLAsync($"{server.Url}/new");

        // The address is new before the page is: what is typed in between is said in the conversation that is still in view.
        await Assertions.Expect(page.Messages()).ToHaveCountAsync(0);
        await page.AskAsync("Second");
        await page.ExpectMessagesAsync("Second", "Understood.");
        var second = page.Url;
        await page.Keyboard.PressAsync("Alt+ArrowDown");
        await Assertions.Expect(page).ToHaveURLAsync(first);
        await page.Keyboard.PressAsync("Alt+ArrowUp");
        await Assertions.Expect(page).ToHaveURLAsync(second);

        await page.Keyboard.PressAsync("Control+Period");
        await Assertions.Expect(page.GetByRole(AriaRole.Navigation, new() { Name = "Conversations" })).ToBeHiddenAsync();
        await page.Button("Open menu").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Navigation, new() { Name = "Conversations" })).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("Control+/");
        await page.GetByLabel("Use these shortcuts").UncheckAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("Control+Period");
        await page.Keyboard.PressAsync("Control+/");
        await page.Keyboard.PressAsync("Control+k");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Assertions.Expect(page.GetByRole(AriaRole.Navigation, new() { Name = "Conversations" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Escape_StopsTheAnswer_AndHeadingsLeadFromTurnToTurn()
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
        Assert.True(await page.RunningAnswer().Locator(".markdown").EvaluateAsync<bool>(
            "text => text.closest('[aria-live]:not([aria-live=off]), [role=status], [role=alert]') === null"));

        await page.Keyboard.PressAsync("Escape");

        await Assertions.Expect(page.Messages().Nth(1)).ToContainTextAsync("Stopped");
        await Assertions.Expect(page.Composer()).ToBeFocusedAsync();
        await Assertions.Expect(page.Transcript().GetByRole(AriaRole.Heading, new() { Level = 2 })).ToHaveTextAsync(["You", "Assistant"]);
    }
}
