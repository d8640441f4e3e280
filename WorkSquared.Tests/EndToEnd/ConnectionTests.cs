using Microsoft.Playwright;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.EndToEnd;

/// <summary>A network that fails, and a server that goes away: the page stays, and comes back by itself.</summary>
[Trait("Kind", "EndToEnd")]
public sealed class ConnectionTests(BrowserFixture browser)
{
    [Fact]
    public async Task CutConnection_IsASlimStatus_ReadingAndWritingGoOn_AndEverythingIsBackByItself()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        await using var network = new CutProxy(server.Url);
        var isCut = new TaskCompletionSource();
        provider.Next(async wire =>
        {
            await wire.TextAsync(string.Concat(Enumerable.Range(0, 60).Select(number => $"Paragraph {number} is here to be read.\n\n")));
            await isCut.Task;
            await wire.AnswerAsync("Written while the network was down.");
        });
        var page = await browser.OpenAsync(network.Url);
        await page.AskAsync("Write at length");
        await Assertions.Expect(page.RunningAnswer()).ToContainTextAsync("Paragraph 59");
        await page.EvaluateAsync("window.isTheSamePage = true");

        network.Cut();

        var status = page.GetByRole(AriaRole.Status, new() { Name = "Connection" });
        await Assertions.Expect(status).ToContainTextAsync("Connection lost");
        var height = await status.EvaluateAsync<double>("status => status.getBoundingClientRect().height");
        Assert.InRange(height, 1, 64);
        await page.GetByText("Paragraph 3 is").ScrollIntoViewIfNeededAsync();
        await page.GetByText("Paragraph 3 is").ClickAsync(new() { ClickCount = 3 });
        Assert.Contains("Paragraph 3 is here", await page.EvaluateAsync<string>("getSelection().toString()"), StringComparison.Ordinal);
        await page.Composer().FillAsync("Half a thought");
        var top = await TopAsync(page);
        isCut.SetResult();

        // The page begins no timer any more: that the network is back is all that it hears.
        await page.EvaluateAsync(
            """
            () => {
              const timeout = window.setTimeout;
              window.setTimeout = () => 0;
              requestAnimationFrame(function knock() {
                if (!document.body.dataset.lost) return (window.setTimeout = timeout);
                window.dispatchEvent(new Event('online'));
                requestAnimationFrame(knock);
              });
            }
            """);
        network.Mend();

        await Assertions.Expect(status).ToBeHiddenAsync();
        await Assertions.Expect(page.Messages().Last).ToContainTextAsync("Written while the network was down.");
        await Assertions.Expect(page.RunningAnswer()).ToHaveCountAsync(0);
        Assert.True(await page.EvaluateAsync<bool>("window.isTheSamePage === true"));
        Assert.Equal(top, await TopAsync(page));
        await Assertions.Expect(page.Composer()).ToHaveValueAsync("Half a thought");

        // As a deploy does it: the circuit is gone for good, so the page loads itself anew, at the same place and with the same draft.
        await server.TerminateAsync();
        await server.WhenEndedAsync(TestContext.Current.CancellationToken);
        await server.StartAgainAsync();
        await page.WaitForFunctionAsync("() => window.isTheSamePage !== true && document.body.dataset.ready === 'true'");
        await Assertions.Expect(page.Composer()).ToHaveValueAsync("Half a thought");
        await Assertions.Expect(page.GetByText("Paragraph 3 is")).ToBeInViewportAsync();
        Assert.InRange(await TopAsync(page) - top, -2, 2);
    }

    private static Task<int> TopAsync(IPage page) => page.EvaluateAsync<int>("Math.round(document.querySelector('.scroller').scrollTop)");
}
