using Microsoft.Playwright;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.EndToEnd;

[Trait("Kind", "EndToEnd")]
public sealed class SettingsTests(BrowserFixture browser)
{
    [Fact]
    public async Task Settings_HoldInEveryTab_AndAMessageAmongPeopleIsAnsweredWhenTheAssistantIsAsked()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(
            ("WorkSquared__Llm__Provider", "OpenAI"), ("WorkSquared__Llm__Endpoint", $"{provider.Url}/v1"), ("WorkSquared__Llm__Model", "scripted"),
            ("WorkSquared__Llm__Models__0", "other"));
        var page = await browser.OpenAsync(server.Url);
        provider.Answer("A pilot first.");
        await page.AskAsync("How do we start?");
        await page.ExpectMessagesAsync("How do we start?", "A pilot first.");
        var colleague = await browser.OpenAsync(page.Url);

        await page.GetByRole(AriaRole.Banner).GetByRole(AriaRole.Button, new() { Name = "More for How do we start?" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Conversation settings…", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Model", new() { Exact = true })).ToBeFocusedAsync();
        await page.GetByLabel("System prompt").FillAsync("Answer in one word.");
        await page.GetByLabel("Only when addressed with @assistant").CheckAsync();
        await page.Button("Save").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Assertions.Expect(colleague.GetByText("Only @assistant is answered here.")).ToBeVisibleAsync();

        await colleague.AskAsync("Shall we ask it?");
        await page.ExpectMessagesAsync("How do we start?", "A pilot first.", "Shall we ask it?");
        await Assertions.Expect(page.RunningAnswer()).ToHaveCountAsync(0);
        await Assertions.Expect(page.Button("Ask the assistant")).ToHaveCountAsync(1);
        Assert.Single(provider.Requests);

        provider.Answer("Yes.");
        await page.Button("Ask the assistant").ClickAsync();
        await colleague.ExpectMessagesAsync("How do we start?", "A pilot first.", "Shall we ask it?", "Yes.");
        await Assertions.Expect(page.Button("Ask the assistant")).ToHaveCountAsync(0);
        Assert.Equal("system: Answer in one word.", provider.Requests[1].Messages[0]);

        provider.Answer("Certainly.");
        await page.Messages().Last.GetByRole(AriaRole.Button, new() { Name = "Regenerate with…" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "other", Exact = true }).ClickAsync();
        await page.ExpectMessagesAsync("How do we start?", "A pilot first.", "Shall we ask it?", "Certainly.");
        Assert.Equal(["scripted", "scripted", "other"], provider.Requests.Select(request => request.Json["model"]!.GetValue<string>()));
    }
}
