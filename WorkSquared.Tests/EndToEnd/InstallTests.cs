using System.Text.Json;
using Microsoft.Playwright;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.EndToEnd;

[Trait("Kind", "EndToEnd")]
public sealed class InstallTests(BrowserFixture browser)
{
    [Fact]
    public async Task Page_CanBeInstalled_AsChromiumJudgesIt()
    {
        await using var server = await ServerProcess.StartAsync();
        var page = await browser.OpenAsync($"{server.Url}/new");
        var chromium = await page.Context.NewCDPSessionAsync(page);

        var manifest = await chromium.SendAsync("Page.getAppManifest");
        var errors = await chromium.SendAsync("Page.getInstallabilityErrors");

        Assert.Empty(manifest!.Value.GetProperty("errors").EnumerateArray());
        var content = JsonDocument.Parse(manifest.Value.GetProperty("data").GetString()!).RootElement;
        Assert.Equal("Work Squared", content.GetProperty("name").GetString());

        // A test's page is in a private window, where nothing can be installed; nothing else may stand against it.
        Assert.DoesNotContain(
            errors!.Value.GetProperty("installabilityErrors").EnumerateArray(),
            error => error.GetProperty("errorId").GetString() != "in-incognito");
        foreach (var icon in content.GetProperty("icons").EnumerateArray())
        {
            var response = await page.APIRequest.GetAsync($"{server.Url}/{icon.GetProperty("src").GetString()}");
            Assert.Equal(icon.GetProperty("type").GetString(), response.Headers["content-type"]);
        }
    }

    [Fact]
    public async Task IconOfTheTab_SaysThatAnAnswerRuns_AndNoLonger()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        var isSeen = new TaskCompletionSource();
        provider.Next(async wire =>
        {
            await wire.TextAsync("Begun");
            await isSeen.Task;
            await wire.EndAsync();
        });
        var page = await browser.OpenAsync(server.Url);
        var running = page.Locator("link[rel=icon][href*=running]");
        await Assertions.Expect(running).ToHaveCountAsync(0);

        await page.AskAsync("How do we start?");
        await Assertions.Expect(running).ToHaveCountAsync(1);

        isSeen.SetResult();
        await Assertions.Expect(running).ToHaveCountAsync(0);
    }
}
