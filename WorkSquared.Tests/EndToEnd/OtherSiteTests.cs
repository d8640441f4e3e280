using Microsoft.Playwright;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.EndToEnd;

/// <summary>What a page of another site gets of this one, in a browser that has both open.</summary>
[Trait("Kind", "EndToEnd")]
public sealed class OtherSiteTests(BrowserFixture browser)
{
    [Fact]
    public async Task PageOfAnotherSite_CanNeitherFrameThisOne_NorLoadAnythingOfIt()
    {
        await using var server = await ServerProcess.StartAsync();
        await using var other = await ScriptedProvider.StartAsync();
        other.Otherwise = wire => wire.Request.PathAndQuery switch
        {
            "/inner" => wire.BodyAsync("text/html", "<title>inner</title>"),
            "/own.svg" => wire.BodyAsync("image/svg+xml", """<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>"""),
            _ => wire.BodyAsync("text/html", "<!doctype html><title>other</title>"),
        };
        var page = await (await browser.OpenAsync(server.Url)).Context.NewPageAsync();
        await page.GotoAsync(other.Url);

        // The same page frames and loads what is its own: it is not the test that stands in the way.
        Assert.Equal("inner", await FramedTitleAsync(page, $"{other.Url}/inner"));
        Assert.True(await LoadsAsync(page, "img", $"{other.Url}/own.svg"));

        Assert.NotEqual("Work Squared", await FramedTitleAsync(page, $"{server.Url}/new"));
        Assert.DoesNotContain(page.Frames, frame => frame.Url.StartsWith(server.Url, StringComparison.Ordinal));
        foreach (var (kind, address) in new[] { ("img", "favicon.svg"), ("script", "drafts.js"), ("link", "app.css"), ("script", "healthz") })
        {
            Assert.False(await LoadsAsync(page, kind, $"{server.Url}/{address}"), $"{address} was loaded as {kind}.");
        }

        Assert.Equal("refused", await page.EvaluateAsync<string>("address => fetch(address).then(() => 'read', () => 'refused')", $"{server.Url}/healthz"));
    }

    [Fact]
    public async Task Page_ThatTriesWhatItsPolicyForbids_IsReported()
    {
        await using var server = await ServerProcess.StartAsync();
        var page = await browser.OpenAsync($"{server.Url}/new");

        var report = page.WaitForRequestFinishedAsync(new() { Predicate = request => request.Url == $"{server.Url}/csp" });
        await page.EvaluateAsync("document.body.append(Object.assign(new Image(), { src: 'https://evil.example/x.png' }))");

        Assert.Equal(204, (await (await report).ResponseAsync())!.Status);
    }

    private static async Task<string> FramedTitleAsync(IPage page, string address)
    {
        await page.EvaluateAsync(
            "address => new Promise(done => { const frame = document.createElement('iframe'); frame.onload = done; frame.src = address; document.body.replaceChildren(frame); })",
            address);
        return await page.Frames[^1].TitleAsync();
    }

    private static Task<bool> LoadsAsync(IPage page, string kind, string address) => page.EvaluateAsync<bool>(
        """
        ([kind, address]) => new Promise(done => {
          const element = document.createElement(kind);
          element.onload = () => done(true);
          element.onerror = () => done(false);
          if (kind === 'link') element.rel = 'stylesheet';
          element[kind === 'link' ? 'href' : 'src'] = address;
          document.body.append(element);
        })
        """,
        new[] { kind, address });
}
