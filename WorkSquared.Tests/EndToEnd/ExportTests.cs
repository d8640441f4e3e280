using Microsoft.Playwright;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.EndToEnd;

[Trait("Kind", "EndToEnd")]
public sealed class ExportTests(BrowserFixture browser)
{
    private const string Answer =
        """
        ## Steps

        ```csharp
        var pilot = Start();
        ```

        | When | What |
        |------|------|
        | May  | Go   |
        """;

    [Fact]
    public async Task Conversation_IsTakenAwayAsAFile_FromItsMenu_AndThePageStays()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        provider.Answer(Answer);
        var page = await browser.OpenAsync(server.Url);
        await page.AskAsync("How do we <start>?");
        await page.ExpectMessagesAsync("How do we <start>?", "Go");
        await page.Composer().FillAsync("Half a thought");

        var markdown = await ExportAsync(page, "Markdown");
        Assert.Contains("How do we <start>?\n", markdown, StringComparison.Ordinal);
        Assert.Contains(Answer.ReplaceLineEndings("\n"), markdown, StringComparison.Ordinal);
        Assert.Contains("\"type\": \"v1.LLMResponseReceived\"", await ExportAsync(page, "JSON"), StringComparison.Ordinal);
        await Assertions.Expect(page.Composer()).ToHaveValueAsync("Half a thought");

        // The web page opens without a server, and asks nobody for anything.
        var html = await ExportAsync(page, "web page");
        var offline = await page.Context.NewPageAsync();
        List<string> asked = [];
        offline.Request += (_, request) => asked.Add(request.Url);
        await offline.SetContentAsync(html);
        await Assertions.Expect(offline.GetByRole(AriaRole.Heading, new() { Name = "How do we <start>?", Level = 1 })).ToBeVisibleAsync();
        await Assertions.Expect(offline.GetByRole(AriaRole.Cell, new() { Name = "Go" })).ToBeVisibleAsync();
        Assert.Empty(asked);
    }

    private static async Task<string> ExportAsync(IPage page, string format)
    {
        await page.GetByRole(AriaRole.Banner).GetByRole(AriaRole.Button, new() { NameRegex = new("^More for") }).ClickAsync();
        var download = await page.RunAndWaitForDownloadAsync(
            () => page.GetByRole(AriaRole.Menuitem, new() { Name = $"Export as {format}", Exact = true }).ClickAsync());
        await Assertions.Expect(page.GetByRole(AriaRole.Menuitem)).ToHaveCountAsync(0);
        return await File.ReadAllTextAsync(await download.PathAsync());
    }
}
