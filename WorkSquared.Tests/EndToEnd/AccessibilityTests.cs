using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.EndToEnd;

/// <summary>What axe can tell of WCAG 2.2 AA: it finds nothing, on any page, in either theme, on a wide and on a narrow screen.</summary>
[Trait("Kind", "EndToEnd")]
public sealed class AccessibilityTests(BrowserFixture browser)
{
    private static readonly AxeRunOptions _options = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
        // A model may skip a level within its own text.
        Rules = new Dictionary<string, RuleOptions> { ["heading-order"] = new() { Enabled = false } },
    };

    // MudBlazor puts its menus behind everything else, outside of the landmarks.
    private static readonly AxeRunOptions _withMenu = new()
    {
        RunOnly = _options.RunOnly,
        Rules = new Dictionary<string, RuleOptions>(_options.Rules) { ["region"] = new() { Enabled = false } },
    };

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 360)]
    [InlineData(ColorScheme.Dark, 360)]
    public async Task NoPage_HasAnythingThatAxeObjectsTo(ColorScheme scheme, int width)
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        var page = await browser.OpenAsync(
            server.Url, new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce, ViewportSize = new() { Width = width, Height = 900 } });
        await CheckAsync(page, "empty");
        await page.Composer().FillAsync("/");
        await Assertions.Expect(page.GetByRole(AriaRole.Listbox)).ToBeVisibleAsync();
        await CheckAsync(page, "list of prompts");
        await page.Composer().FillAsync("");

        await AskAsync(provider, page);
        await CheckAsync(page, "conversation");
        await page.Messages().First.GetByRole(AriaRole.Button, new() { Name = "Make a task" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Textbox, new() { Name = "Title", Exact = true })).ToBeFocusedAsync();
        await CheckAsync(page, "title of a task");
        await page.Keyboard.PressAsync("Escape");
        await CheckAsync(page, "task of a message");
        await page.GetByText("Details").Last.ClickAsync();
        await CheckAsync(page, "details");
        await page.Messages().First.GetByRole(AriaRole.Button, new() { Name = "Edit" }).ClickAsync();
        await CheckAsync(page, "editing");
        await page.Button("Cancel").ClickAsync();
        await page.GetByRole(AriaRole.Banner).GetByRole(AriaRole.Button, new() { NameRegex = new("^More for") }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Menuitem).First).ToBeVisibleAsync();
        await CheckAsync(page, "menu", _withMenu);
        await page.Keyboard.PressAsync("Escape");

        await page.Keyboard.PressAsync("Control+/");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await CheckAsync(page, "shortcuts");

        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("Control+k");
        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Search conversations" }).FillAsync("text");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog).Locator("mark").First).ToBeVisibleAsync();
        await CheckAsync(page, "search");

        await page.Keyboard.PressAsync("Escape");
        await page.Locator("header").GetByRole(AriaRole.Button, new() { NameRegex = new("^More for") }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Conversation settings…" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("System prompt")).ToBeVisibleAsync();
        await CheckAsync(page, "settings of a conversation");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.GetByLabel("System prompt")).ToHaveCountAsync(0);

        await page.Locator("header").GetByRole(AriaRole.Button, new() { NameRegex = new("^More for") }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Labels…" }).ClickAsync();
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Label" }).FillAsync("Board");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Button("Remove Board")).ToBeVisibleAsync();
        await CheckAsync(page, "labels of a conversation");

        string[] addresses =
        [
            "labels", "labels?name=Board", "tasks", "usage", "exchange", "me", "team", "tokens", "audit", "audit/server", "prompts", "bin", "archive",
            "connect-model", "model", "server", "workspaces", "nowhere",
        ];
        foreach (var address in addresses)
        {
            await page.GotoAsync($"{server.Url}/{address}");
            await Assertions.Expect(page.Locator("body[data-ready=true]")).ToBeVisibleAsync();
            await CheckAsync(page, address);
        }
    }

    [Fact]
    public async Task StillFewColoursAndATouch_AreAllThatSomebodyNeeds()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        var first = await browser.OpenAsync(server.Url);
        await AskAsync(provider, first);
        var page = await browser.OpenAsync(first.Url, new()
        {
            ForcedColors = ForcedColors.Active,
            HasTouch = true,
            IsMobile = true,
            ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = new() { Width = 360, Height = 740 },
        });
        await Assertions.Expect(page.RunningAnswer()).ToContainTextAsync("It is being written");

        Assert.Equal(0, await page.EvaluateAsync<int>("document.getAnimations().filter(each => each.effect.getTiming().iterations === Infinity).length"));
        Assert.Empty(await page.EvaluateAsync<string[]>(
            """
            [...document.querySelectorAll('button, summary, .page-header a, .under a, nav a, textarea')]
              .filter(each => each.checkVisibility({ visibilityProperty: true }))
              .map(each => [each, each.getBoundingClientRect()])
              .filter(([each, box]) => box.width > 0 && (box.width < 24 || box.height < 24))
              .map(([each, box]) => `${each.outerHTML.slice(0, 120)} is ${box.width} x ${box.height}`)
            """));
        foreach (var name in new[] { "Stop", "Open menu" })
        {
            var box = await page.Button(name).BoundingBoxAsync();
            Assert.True(box is { Width: >= 40, Height: >= 40 }, $"{name} is {box?.Width} x {box?.Height}.");
        }

        // What is wider than the page scrolls in a box of its own, which takes the focus.
        Assert.Empty(await page.EvaluateAsync<string[]>(
            """
            [...document.querySelectorAll('.markdown *')]
              .filter(each => each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).overflowX === 'auto' && each.tabIndex < 0)
              .map(each => each.outerHTML.slice(0, 120))
            """));
        await page.ScreenshotAsync(new() { Path = Path.Combine(AppContext.BaseDirectory, "forced-colours.png") });
    }

    /// <summary>An answer with everything that text can be, one beside it, a failure, one that runs, and one in line.</summary>
    private static async Task AskAsync(ScriptedProvider provider, IPage page)
    {
        provider.Next(async wire =>
        {
            await wire.ReasoningAsync("Which words come **first**?");
            await wire.AnswerAsync("First words.");
        });
        await page.AskAsync("What can a text be?");
        await page.ExpectMessagesAsync("What can a text be?", "First words.");
        await page.GetByText("Thought for").ClickAsync();
        await Assertions.Expect(page.GetByText("Which words come")).ToBeVisibleAsync();
        provider.Answer("""
            ## Heading

            1. One with `code`, **weight** and [a link](https://example.com)
            2. $x^2$

            - [x] done

            ```csharp
            var sum = Add(1, "two"); // 3
            ```

            | Name | Sum |
            |------|----:|
            | Ada  | 12  |

            $$
            a = \frac{b}{c}
            $$

            > Quoted
            """);
        await page.Button("Regenerate").ClickAsync();
        await page.ExpectMessagesAsync("What can a text be?", "Quoted");
        await Assertions.Expect(page.Locator(".hljs-keyword").First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("div.math .katex").First).ToBeVisibleAsync();

        provider.Fail(401);
        await page.AskAsync("And with a wrong key?");
        await Assertions.Expect(page.Button("Retry")).ToBeVisibleAsync();
        provider.Next(async wire =>
        {
            await wire.TextAsync("It is being written");
            await wire.Request.Gone;
        });
        await page.AskAsync("And now?");
        await Assertions.Expect(page.RunningAnswer()).ToContainTextAsync("It is being written");
        await page.AskAsync("And then?");
        await Assertions.Expect(page.GetByText("Waiting, 2nd in line")).ToBeVisibleAsync();
    }

    private static async Task CheckAsync(IPage page, string name, AxeRunOptions? options = null)
    {
        var result = await page.RunAxe(options ?? _options);
        Assert.True(
            result.Violations.Length == 0,
            string.Join('\n', result.Violations.SelectMany(violation => violation.Nodes.Select(node => $"{name}: {violation.Impact} {violation.Id}: {node.Html}"))));
    }
}
