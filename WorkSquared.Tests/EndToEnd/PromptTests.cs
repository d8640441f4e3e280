using Microsoft.Playwright;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.EndToEnd;

[Trait("Kind", "EndToEnd")]
public sealed class PromptTests(BrowserFixture browser)
{
    [Fact]
    public async Task Prompt_IsFoundTakenAndFilledInByKeyboard_AndByMouse()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        var page = await browser.OpenAsync(server.Url);
        var list = page.GetByRole(AriaRole.Listbox, new() { Name = "Prompts" });

        await page.Composer().PressSequentiallyAsync("/");
        await Assertions.Expect(list.GetByRole(AriaRole.Option)).ToHaveCountAsync(7);
        await Assertions.Expect(list.GetByRole(AriaRole.Option, new() { Selected = true })).ToContainTextAsync("/client-email");
        await page.Composer().PressAsync("ArrowDown");
        await Assertions.Expect(list.GetByRole(AriaRole.Option, new() { Selected = true })).ToContainTextAsync("/decision-paper");
        var active = await page.Composer().GetAttributeAsync("aria-activedescendant");
        await Assertions.Expect(page.Locator($"#{active}")).ToContainTextAsync("/decision-paper");
        await page.Composer().PressAsync("Escape");
        await Assertions.Expect(list).ToBeHiddenAsync();
        await page.Composer().PressAsync("Backspace");

        await page.Composer().PressSequentiallyAsync("/stake");
        await Assertions.Expect(list.GetByRole(AriaRole.Option)).ToHaveCountAsync(1);
        await page.Composer().PressAsync("Enter");
        await Assertions.Expect(list).ToBeHiddenAsync();
        await Assertions.Expect(page.Composer()).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("^Map the stakeholders of {{project}}"));
        await page.Keyboard.TypeAsync("the office move");
        await Assertions.Expect(page.Composer()).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("^Map the stakeholders of the office move in"));

        await page.Composer().FillAsync("/workshop");
        await list.GetByRole(AriaRole.Option).ClickAsync();
        await Assertions.Expect(page.Composer()).ToBeFocusedAsync();
        await Assertions.Expect(page.Composer()).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("{{hours}}"));
        await page.Keyboard.TypeAsync("3");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("two teams");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("hand-over");
        await page.Keyboard.PressAsync("Enter");
        await page.ExpectMessagesAsync("Plan a workshop of 3 hours with two teams on hand-over: goal", "Understood.");
    }

    [Fact]
    public async Task Library_IsEditedOnItsPage_AndChangesInEveryOpenOne()
    {
        await using var server = await ServerProcess.StartAsync();
        var page = await browser.OpenAsync(server.Url);
        await page.Link("Prompts").ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync($"{server.Url}/prompts");
        var other = await browser.OpenAsync($"{server.Url}/prompts");
        var text = "Retrospective for {{team}}\n" + new string('x', 19_000);

        await page.Button("New prompt").ClickAsync();
        await page.GetByLabel("Name").FillAsync("proposal retro");
        await page.GetByLabel("Text").FillAsync(text);
        await page.Button("Save").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "letters, digits or hyphens" })).ToBeVisibleAsync();
        await page.GetByLabel("Name").FillAsync("retro");
        await page.Button("Save").DblClickAsync();
        foreach (var reader in new[] { page, other })
        {
            await Assertions.Expect(reader.GetByRole(AriaRole.Heading, new() { Name = "/retro" })).ToBeVisibleAsync();
        }

        await Assertions.Expect(page.Button("Save")).ToHaveCountAsync(0);
        await other.Button("Remove /retro").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "/retro" })).ToHaveCountAsync(0);
        await other.Button("Undo").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "/retro" })).ToBeVisibleAsync();

        await page.GotoAsync($"{server.Url}/new");
        await Assertions.Expect(page.Locator("body[data-ready=true]")).ToBeVisibleAsync();
        await page.Composer().PressSequentiallyAsync("/RETRO");
        await page.Composer().PressAsync("Tab");
        await Assertions.Expect(page.Composer()).ToHaveValueAsync(text);
    }
}
