using Microsoft.Playwright;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.EndToEnd;

/// <summary>Code and formulas in answers: coloured and set by libraries that this server itself has, without harm to what is being read.</summary>
[Trait("Kind", "EndToEnd")]
public sealed class FormattedTextTests(BrowserFixture browser)
{
    private const string Code = "```csharp\npublic static int Sum(int a, int b) => a + b; // both\n```\n";

    private const string Formula = "\\[\\sum_{i=1}^{n} c_i = \\frac{a}{b}\\]";

    [Fact]
    public async Task CodeAndFormulas_AreDressed_OnceWritten_AndNothingIsLoadedFromElsewhere()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        List<string> elsewhere = [];
        var page = await browser.OpenAsync(server.Url);
        page.Context.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(server.Url, StringComparison.Ordinal))
            {
                elsewhere.Add(request.Url);
            }
        };
        var released = new TaskCompletionSource();
        provider.Next(async wire =>
        {
            await wire.TextAsync(Code + "\n" + Formula + "\n\nLast: $x^2$ and");
            await released.Task;
            await wire.TextAsync(" more.");
            await wire.EndAsync("stop");
        });

        await page.AskAsync("Show me");
        var answer = page.RunningAnswer();
        await Assertions.Expect(answer.Locator("code .hljs-keyword").First).ToHaveTextAsync("public");
        await Assertions.Expect(answer.Locator(".display math")).ToHaveCountAsync(1);
        await Assertions.Expect(answer.Locator("p").Last.Locator(".katex")).ToHaveCountAsync(0);

        released.SetResult();
        await Assertions.Expect(page.RunningAnswer()).ToHaveCountAsync(0);
        var whole = page.Messages().Nth(1);
        await Assertions.Expect(whole.Locator("p").Last.Locator(".katex")).ToBeVisibleAsync();
        await Assertions.Expect(whole.Locator("pre code")).ToHaveTextAsync("public static int Sum(int a, int b) => a + b; // both");
        Assert.Empty(elsewhere);
    }

    [Fact]
    public async Task Formula_ThatIsNone_StaysReadable_AndRunsNothing()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        provider.Answer("""
            $\frac{1$ and $\href{javascript:document.title='harmed'}{here}$ and $\htmlData{x=y}{z}$ and $\includegraphics{https://evil.example/x.png}$

            ```html
            <img src=x onerror="document.title='harmed'"><script>document.title='harmed'</script>
            ```
            """);

        var page = await browser.OpenAsync(server.Url);
        await page.AskAsync("Harm me");
        var answer = page.Messages().Nth(1);
        await Assertions.Expect(answer.Locator("code .hljs-name").First).ToHaveTextAsync("img");
        await Assertions.Expect(answer.Locator(".math[data-dressed]")).ToHaveCountAsync(4);

        await Assertions.Expect(answer).ToContainTextAsync(@"\frac{1");
        await Assertions.Expect(answer.Locator(".markdown").Locator("img, script, a, [data-x]")).ToHaveCountAsync(0);
        Assert.DoesNotContain("harmed", await page.TitleAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SelectionInCode_IsNotHarmedByTheColours()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        provider.Answer(Code);
        var page = await browser.OpenAsync(server.Url);
        var selected = new TaskCompletionSource();
        await page.RouteAsync("**/highlight.min.js", async route =>
        {
            await selected.Task;
            await route.ContinueAsync();
        });

        await page.AskAsync("Show me");
        await page.ExpectMessagesAsync("Show me", "both");
        await page.EvaluateAsync("getSelection().selectAllChildren(document.querySelector('pre code'))");
        var loaded = page.WaitForResponseAsync("**/highlight.min.js");
        selected.SetResult();
        await (await loaded).FinishedAsync();
        await page.EvaluateAsync("import('/vendor/highlight/highlight.min.js').then(() => new Promise(requestAnimationFrame))");

        Assert.Equal("public static int Sum(int a, int b) => a + b; // both", (await page.EvaluateAsync<string>("getSelection().toString()")).Trim());
        await page.EvaluateAsync("getSelection().removeAllRanges()");
        await Assertions.Expect(page.Locator("code .hljs-keyword").First).ToBeVisibleAsync();
    }
}
