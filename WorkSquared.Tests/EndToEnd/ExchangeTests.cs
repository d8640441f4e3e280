using System.Text.RegularExpressions;
using Microsoft.Playwright;
using WorkSquared.Tests.Core.Import;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.EndToEnd;

[Trait("Kind", "EndToEnd")]
public sealed class ExchangeTests(BrowserFixture browser)
{
    [Fact]
    public async Task Everything_GoesToAnotherServer_WithItsBranches_AndComesOnce()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var from = await ServerProcess.StartAsync(provider);
        await using var to = await ServerProcess.StartAsync(provider);
        provider.Answer("The first answer.");
        provider.Answer("The second answer.");
        var page = await browser.OpenAsync(from.Url);
        await page.AskAsync("Which one?");
        await page.ExpectMessagesAsync("Which one?", "The first answer.");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/c/"));
        await page.Button("Regenerate").ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("turn="));
        await page.ExpectMessagesAsync("Which one?", "The second answer.");
        await page.Link("Export and import").ClickAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.Link("Download everything").ClickAsync());
        var archive = Path.Combine(from.Directory, "everything.zip");
        await download.SaveAsAsync(archive);

        var other = await browser.OpenAsync($"{to.Url}/exchange");
        await ImportAsync(other, archive);
        await Assertions.Expect(other.GetByText("1 conversation, 3 messages imported.")).ToBeVisibleAsync();
        await ImportAsync(other, archive);
        await Assertions.Expect(other.GetByText("0 conversations, 0 messages imported. 1 was here already.")).ToBeVisibleAsync();

        var file = Path.Combine(from.Directory, "conversations.json");
        await File.WriteAllTextAsync(file, ChatGptSample.Json, TestContext.Current.CancellationToken);
        await ImportAsync(other, file);
        await Assertions.Expect(other.GetByText("2 conversations, 9 messages imported.")).ToBeVisibleAsync();

        await other.Conversations().Filter(new() { HasText = "Which one?" }).ClickAsync();
        await other.ExpectMessagesAsync("Which one?", "The second answer.");
        await Assertions.Expect(other.Choice("Answer")).ToHaveTextAsync("2/2");
        await other.Link("Previous answer").ClickAsync();
        await other.ExpectMessagesAsync("Which one?", "The first answer.");
        await other.Conversations().Filter(new() { HasText = "Move the office" }).ClickAsync();
        await other.ExpectMessagesAsync("Where to, by this map?", "The old harbour.", "When?", "In May.");
        await Assertions.Expect(other.GetByText("Imported from ChatGPT")).ToBeVisibleAsync();
        Assert.Equal(2, provider.Requests.Count);
    }

    [Fact]
    public async Task Fork_OpensAtOnce_AndTheModelGetsWhatWasSaidBefore()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        provider.Answer("One.");
        provider.Answer("Two.");
        provider.Answer("In the fork.");
        var page = await browser.OpenAsync(server.Url);
        await page.AskAsync("First");
        await page.ExpectMessagesAsync("First", "One.");
        await page.AskAsync("Second");
        await page.ExpectMessagesAsync("First", "One.", "Second", "Two.");

        await page.Button("Fork from here").First.DblClickAsync();

        await page.ExpectMessagesAsync("First", "One.");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "First (fork)", Level = 1 })).ToBeVisibleAsync();
        await Assertions.Expect(page.Conversations()).ToHaveCountAsync(2);
        await page.AskAsync("Another second");
        await page.ExpectMessagesAsync("First", "One.", "Another second", "In the fork.");
        Assert.Equal(["user: First", "assistant: One.", "user: Another second"], provider.Requests[^1].Messages.Skip(1));

        await page.GetByRole(AriaRole.Note).GetByRole(AriaRole.Link, new() { Name = "First" }).ClickAsync();
        await page.ExpectMessagesAsync("First", "One.", "Second", "Two.");
    }

    private static Task ImportAsync(IPage page, string file) => page.GetByLabel("Choose a file to import").SetInputFilesAsync(file);
}
