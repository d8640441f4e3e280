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
}
