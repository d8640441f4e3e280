using System.Runtime.CompilerServices;
using Microsoft.Playwright;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.EndToEnd;

/// <summary>Every page at every width, in both themes: nothing sticks out. The pictures lie in artifacts/screenshots; docs/images has some of them.</summary>
[Trait("Kind", "EndToEnd")]
public sealed class AppearanceTests(BrowserFixture browser)
{
    private const string Question =
        "Plan an engagement to move Contoso's payroll to the cloud in 8 weeks with 3 people. Maria Lopez is the sponsor, the budget is 120,000 EUR.";

    [Fact]
    public async Task Pages_FitEveryWidth_InBothThemes()
    {
        await using var server = await ServerProcess.StartAsync(("WorkSquared__Llm__Offline__WordsPerSecond", "0"));
        var first = await browser.OpenAsync(server.Url);
        foreach (var question in new[] { "Which risks do we run when we merge two support teams?", "Status report for Fabrikam: pilot done, data late", Question })
        {
            await first.GotoAsync($"{server.Url}/new");
            await Assertions.Expect(first.Locator("body[data-ready=true]")).ToBeVisibleAsync();
            await first.AskAsync(question);
            await Assertions.Expect(first.Messages()).ToHaveCountAsync(2);
            await Assertions.Expect(first.RunningAnswer()).ToHaveCountAsync(0);
        }

        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            foreach (var width in new[] { 1440, 768, 360, 320 })
            {
                var page = await browser.OpenAsync(
                    $"{server.Url}/new", new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = width < 700 ? 740 : 900 } });
                await CheckAsync(page, $"empty-{width}-{scheme}");
                await Assertions.Expect(page.Composer()).ToBeInViewportAsync();

                await page.GotoAsync(first.Url);
                await Assertions.Expect(page.Locator("body[data-ready=true]")).ToBeVisibleAsync();
                await Assertions.Expect(page.Composer()).ToBeInViewportAsync();
                await Assertions.Expect(page.Messages().Last).ToBeInViewportAsync();
                await page.Messages().First.ScrollIntoViewIfNeededAsync();
                await CheckAsync(page, $"conversation-{width}-{scheme}");

                await page.GotoAsync($"{server.Url}/connect-model");
                await CheckAsync(page, $"connect-model-{width}-{scheme}");
                await page.GotoAsync($"{server.Url}/nowhere");
                await CheckAsync(page, $"not-found-{width}-{scheme}");
                await page.Context.CloseAsync();
            }
        }
    }

    private static async Task CheckAsync(IPage page, string name)
    {
        await page.EvaluateAsync("document.fonts.ready");
        await page.ScreenshotAsync(new() { Path = Path.Combine(Folder(), $"{name.ToLowerInvariant()}.png"), Animations = ScreenshotAnimations.Disabled });
        var overhang = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(overhang <= 0, $"{name} is {overhang} pixels too wide.");
    }

    private static string Folder([CallerFilePath] string file = "") => Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "artifacts", "screenshots");
}
