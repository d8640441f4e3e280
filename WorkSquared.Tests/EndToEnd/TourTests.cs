using System.Runtime.CompilerServices;
using Microsoft.Playwright;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.EndToEnd;

/// <summary>The pictures of docs/tour.md, from the running program. They lie in artifacts/tour; with <c>UPDATE_IMAGES=1</c> in docs/images.</summary>
[Trait("Kind", "EndToEnd")]
public sealed class TourTests(BrowserFixture browser)
{
    /// <summary>So that the repository stays small.</summary>
    private const int MostBytes = 150_000;

    [Fact]
    public async Task Pictures_ShowTheMainPages_AndAreSmall()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        var page = await browser.OpenAsync(server.Url, Light(1440));
        await TakeAsync(page, "start");
        await TalkAsync(provider, page);
        await page.Messages().First.ScrollIntoViewIfNeededAsync();
        await page.Mouse.MoveAsync(1400, 450);
        await TakeAsync(page, "conversation");

        var address = page.Url;
        var dark = await browser.OpenAsync(address, new() { ColorScheme = ColorScheme.Dark, ViewportSize = new() { Width = 1440, Height = 900 } });
        await Assertions.Expect(dark.Locator("div.math .katex").First).ToBeVisibleAsync();
        await TakeAsync(dark, "conversation-dark");
        var phone = await browser.OpenAsync(address, Light(360));
        await TakeAsync(phone, "conversation-phone");
        await phone.Button("Open menu").ClickAsync();
        await Assertions.Expect(phone.Button("Close menu")).ToBeVisibleAsync();
        await TakeAsync(phone, "menu-phone");
        var tablet = await browser.OpenAsync(address, Light(768));
        await TakeAsync(tablet, "conversation-tablet");

        await page.Keyboard.PressAsync("Control+k");
        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Search conversations" }).FillAsync("payroll");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog).Locator("mark").First).ToBeVisibleAsync();
        await TakeAsync(page, "search");
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("Control+/");
        await TakeAsync(page, "shortcuts");

        await page.Keyboard.PressAsync("Escape");
        await TakeTasksAsync(server.Url, page);
        foreach (var name in new[] { "usage", "bin", "connect-model" })
        {
            await page.GotoAsync($"{server.Url}/{name}");
            await Assertions.Expect(page.Locator("body[data-ready=true]")).ToBeVisibleAsync();
            await TakeAsync(page, name);
        }
    }

    private static async Task TakeTasksAsync(string url, IPage page)
    {
        await page.Messages().Last.GetByRole(AriaRole.Button, new() { Name = "Make a task" }).ClickAsync();
        var title = page.GetByRole(AriaRole.Textbox, new() { Name = "Title", Exact = true });
        await title.FillAsync("Send Maria Lopez the budget for the payroll move");
        await title.PressAsync("Enter");
        await Assertions.Expect(page.Link("Task: Send Maria Lopez the budget for the payroll move")).ToBeFocusedAsync();
        await page.GotoAsync($"{url}/tasks");
        await Assertions.Expect(page.Locator("body[data-ready=true]")).ToBeVisibleAsync();
        foreach (var added in new[] { "Book a room for the kick-off", "Ask Fabrikam for the late data" })
        {
            await page.GetByRole(AriaRole.Textbox, new() { Name = "New task" }).FillAsync(added);
            await page.Keyboard.PressAsync("Enter");
            await Assertions.Expect(page.Link(added)).ToBeVisibleAsync();
        }

        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Done: Book a room for the kick-off" }).ClickAsync();
        await page.Button("Done: 1").ClickAsync();
        await TakeAsync(page, "tasks");
    }

    private static BrowserNewContextOptions Light(int width) => new() { ViewportSize = new() { Width = width, Height = width < 700 ? 740 : 900 } };

    private static async Task TalkAsync(ScriptedProvider provider, IPage page)
    {
        foreach (var (question, answer) in new[]
        {
            ("Which risks do we run when we merge two support teams?", "Two stand out: knowledge that leaves, and tickets that fall between."),
            ("Status report for Fabrikam: pilot done, data late", "**Amber.** The pilot is done; the data is two weeks late."),
        })
        {
            provider.Answer(answer);
            await page.AskAsync(question);
            await Assertions.Expect(page.Messages()).ToHaveCountAsync(2);
            await Assertions.Expect(page.RunningAnswer()).ToHaveCountAsync(0);
            await page.Button("New conversation").ClickAsync();
            await Assertions.Expect(page.Messages()).ToHaveCountAsync(0);
        }

        provider.Answer("A plan in three steps.");
        await page.AskAsync("Plan the move of Contoso's payroll to the cloud: 8 weeks, 3 people, 120,000 EUR");
        await page.ExpectMessagesAsync("Plan the move", "A plan in three steps.");
        provider.Answer("""
            The budget carries a team of three for the eight weeks, with a reserve:

            $$
            3 \cdot 8 \cdot 4{,}500 + 12{,}000 = 120{,}000
            $$

            | Weeks | Step | Ends with |
            |------:|------|-----------|
            | 1–2 | Inventory of interfaces and pay rules | a list that Maria Lopez has signed |
            | 3–5 | Build, and a parallel run for one country | two equal payslips for everybody |
            | 6–8 | Move the other countries, hand over | the old system is read only |

            ```csharp
            // A parallel run has passed when nobody's pay differs by a cent.
            var differences = employees.Where(each => Old(each) != New(each)).ToList();
            ```
            """);
        await page.Button("Regenerate").ClickAsync();
        await page.ExpectMessagesAsync("Plan the move", "parallel run for one country");
        await Assertions.Expect(page.RunningAnswer()).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator(".hljs-keyword").First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("div.math .katex").First).ToBeVisibleAsync();
    }

    private static async Task TakeAsync(IPage page, string name)
    {
        await page.EvaluateAsync("document.fonts.ready");
        var file = Path.Combine(Folder(), $"{name}.png");
        await page.ScreenshotAsync(new() { Path = file, Animations = ScreenshotAnimations.Disabled, Caret = ScreenshotCaret.Hide });
        Assert.InRange(new FileInfo(file).Length, 5_000, MostBytes);
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(
        Path.GetDirectoryName(file)!, "..", "..", Environment.GetEnvironmentVariable("UPDATE_IMAGES") is null ? "artifacts/tour" : "docs/images"));
}
