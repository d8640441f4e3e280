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

        await first.Messages().First.GetByRole(AriaRole.Button, new() { Name = "Make a task" }).ClickAsync();
        await first.GetByRole(AriaRole.Textbox, new() { Name = "Title", Exact = true }).PressAsync("Escape");
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            foreach (var width in new[] { 1440, 768, 360, 320 })
            {
                var page = await browser.OpenAsync(
                    $"{server.Url}/new", new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = width < 700 ? 740 : 900 } });
                await CheckAsync(page, $"empty-{width}-{scheme}");
                await Assertions.Expect(page.Composer()).ToBeInViewportAsync();
                await page.Composer().FillAsync("/");
                await Assertions.Expect(page.GetByRole(AriaRole.Listbox)).ToBeVisibleAsync();
                await CheckAsync(page, $"prompt-list-{width}-{scheme}");
                await page.Composer().FillAsync("");

                await page.GotoAsync(first.Url);
                await Assertions.Expect(page.Locator("body[data-ready=true]")).ToBeVisibleAsync();
                await Assertions.Expect(page.Composer()).ToBeInViewportAsync();
                await Assertions.Expect(page.Messages().Last).ToBeInViewportAsync();
                await page.Messages().First.ScrollIntoViewIfNeededAsync();
                await CheckAsync(page, $"conversation-{width}-{scheme}");

                await page.GotoAsync($"{server.Url}/connect-model");
                await CheckAsync(page, $"connect-model-{width}-{scheme}");
                await page.GotoAsync($"{server.Url}/prompts");
                await CheckAsync(page, $"prompts-{width}-{scheme}");
                await page.GotoAsync($"{server.Url}/tasks");
                await CheckAsync(page, $"tasks-{width}-{scheme}");
                await page.GotoAsync($"{server.Url}/usage");
                await CheckAsync(page, $"usage-{width}-{scheme}");
                await page.GotoAsync($"{server.Url}/bin");
                await CheckAsync(page, $"bin-{width}-{scheme}");
                await page.GotoAsync($"{server.Url}/nowhere");
                await CheckAsync(page, $"not-found-{width}-{scheme}");
                await page.Context.CloseAsync();
            }
        }
    }

    [Fact]
    public async Task TurnsInEveryState_FitEveryWidth_InBothThemes()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        var first = await browser.OpenAsync(server.Url);
        await AskInEveryStateAsync(provider, first);

        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            foreach (var width in new[] { 1440, 360, 320 })
            {
                var page = await browser.OpenAsync(first.Url, new()
                {
                    ColorScheme = scheme,
                    HasTouch = width < 700,
                    IsMobile = width < 700,
                    ViewportSize = new() { Width = width, Height = width < 700 ? 740 : 900 },
                });
                await Assertions.Expect(page.GetByText("Next try")).ToBeInViewportAsync();
                await CheckAsync(page, $"delayed-{width}-{scheme}");

                await page.Messages().First.ScrollIntoViewIfNeededAsync();
                await page.GetByText("Attempt 1:").First.ClickAsync();
                await page.Messages().First.GetByRole(AriaRole.Button, new() { Name = "Edit" }).ClickAsync();
                await CheckAsync(page, $"editing-{width}-{scheme}");
                await page.Button("Cancel").ClickAsync();
                await page.Messages().Nth(3).ScrollIntoViewIfNeededAsync();
                await CheckAsync(page, $"cut-{width}-{scheme}");
                await page.Context.CloseAsync();
            }
        }
    }

    [Fact]
    public async Task CodeFormulasAndTables_FitEveryWidth_InBothThemes()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        provider.Answer("""
            The burn rate is $b = \frac{c}{t}$ a week; over all weeks:

            $$
            \text{Cost} = \sum_{w=1}^{n} \left( h_w \cdot r_w + \sqrt{e_w^2 + o_w^2} \right) + \int_0^T \lambda(t)\,dt + \alpha_1 + \alpha_2 + \alpha_3 + \alpha_4
            $$

            ```csharp
            /// <summary>What a week costs.</summary>
            public decimal CostOf(Week week, decimal rate = 120.50m) => week.Hours * rate + Expenses("travel", week.Number); // in EUR, and this line is long
            ```

            ```sql
            SELECT week, sum(hours) AS hours FROM bookings WHERE project = 'Fabrikam' GROUP BY week; -- by week
            ```

            | Week | Hours | Cost | Risk | Owner | What is due |
            |-----:|------:|-----:|:----:|-------|-------------|
            | 1 | 40 | 4,820.00 | low | Maria Lopez | Interviews with the sponsors of all three countries |
            | 2 | 64 | 7,712.00 | high | Chen Wei | Inventory of interfaces, first version |
            """);
        var first = await browser.OpenAsync(server.Url);
        await first.AskAsync("How do we calculate the cost?");
        await Assertions.Expect(first.Messages().Nth(1).Locator(".hljs-keyword").First).ToBeVisibleAsync();

        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            foreach (var width in new[] { 1440, 360, 320 })
            {
                var page = await browser.OpenAsync(
                    first.Url, new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 1_100 } });
                await Assertions.Expect(page.Locator(".hljs-keyword").First).ToBeVisibleAsync();
                await Assertions.Expect(page.Locator("div.math .katex").First).ToBeVisibleAsync();
                await CheckAsync(page, $"formatted-{width}-{scheme}");
                await page.Context.CloseAsync();
            }
        }
    }

    /// <summary>An answer with a wording and an attempt beside it, one that was cut, one that is put off, and a question that waits.</summary>
    private static async Task AskInEveryStateAsync(ScriptedProvider provider, IPage page)
    {
        provider.Answer("A pilot first, then two waves.");
        await page.AskAsync("How do we roll it out?");
        await page.ExpectMessagesAsync("How do we roll it out?", "A pilot first");
        provider.Next(async wire =>
        {
            await wire.TextAsync("Three **waves**:\n\n1. Finance\n2. Sales, after the quarter has");
            await wire.ErrorEventAsync("overloaded");
        });
        provider.Answer(
            "Two waves: finance and human resources in May, everybody else in June. ",
            "A pilot with ten people shows in April whether the data is fit for it.");
        await page.Button("Edit").ClickAsync();
        await page.Composer().FillAsync("How do we roll it out to 400 people in three countries?");
        await page.Composer().PressAsync("Enter");
        await page.ExpectMessagesAsync("400 people", "Two waves");
        provider.Answer("Two waves, and a pilot with ten people in April.");
        await page.Button("Regenerate").ClickAsync();
        await page.ExpectMessagesAsync("400 people", "a pilot with ten people in April.");
        await page.Link("Previous answer").ClickAsync();
        await page.ExpectMessagesAsync("400 people", "Two waves: finance");

        provider.Next(async wire =>
        {
            await wire.TextAsync("The plan in full: in the first week we meet the sponsors of the three countries and agree on");
            await wire.EndAsync("length");
        });
        await page.AskAsync("Write the whole plan");
        await Assertions.Expect(page.Button("Continue")).ToBeVisibleAsync();
        await CheckAsync(page, "continue");
        provider.Fail(429, retryAfter: "590");
        await page.AskAsync("What does it cost?");
        await Assertions.Expect(page.RunningAnswer()).ToContainTextAsync("Next try");
        await page.AskAsync("And who is needed?");
        await Assertions.Expect(page.GetByText("Waiting, 2nd in line")).ToBeVisibleAsync();
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
