using System.Globalization;
using Microsoft.Playwright;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.EndToEnd;

/// <summary>Reading while others write: the page is where its reader has put it.</summary>
[Trait("Kind", "EndToEnd")]
public sealed class ReadingTests(BrowserFixture browser)
{
    private const int MostRows = 200;

    [Fact]
    public async Task ConversationOfTenThousandMessages_IsReadToAndFro_AndThePageNeverHoldsMoreThanAPart()
    {
        await using var server = ServerProcess.Create();
        var conversation = await LongConversation.CreateAsync(server, turns: 5_000);
        await server.StartAgainAsync();
        var page = await browser.OpenAsync($"{server.Url}/c/{conversation}");
        await Assertions.Expect(page.Messages()).ToHaveCountAsync(50);
        await Assertions.Expect(page.Messages().Last).ToBeInViewportAsync();
        await Assertions.Expect(page.GetByText("Question 4999", new() { Exact = true })).ToBeVisibleAsync();

        // Up, as far as it takes until the newest are left behind: what is read stays in its place while more is put above it.
        for (var oldest = 4_975; oldest > 4_800; oldest -= 25)
        {
            var kept = await ScrollNearAsync(page, "first");
            await Assertions.Expect(page.Messages().First).Not.ToHaveAttributeAsync("id", kept.Id);
            Assert.InRange(await TopOfAsync(page, kept.Id) - kept.Top, -3, 3);
            Assert.InRange(await page.Messages().CountAsync(), 50, MostRows);
        }

        await Assertions.Expect(page.Messages().Filter(new() { HasText = "Question 4999" })).ToHaveCountAsync(0);
        Assert.True(await MedianOfKeysAsync(page) < 50, "A key takes longer than 50 ms.");

        // And down again, until what was read above is left behind.
        var down = await ScrollNearAsync(page, "last");
        await Assertions.Expect(page.Messages().Last).Not.ToHaveAttributeAsync("id", down.Id);
        Assert.InRange(await TopOfAsync(page, down.Id) - down.Top, -3, 3);
        Assert.InRange(await page.Messages().CountAsync(), 50, MostRows);

        await page.Button("Newest messages").ClickAsync();
        await Assertions.Expect(page.GetByText("Question 4999", new() { Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(page.Messages().Last).ToBeInViewportAsync();
        await Assertions.Expect(page.Button("Newest messages")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task TextIsFollowed_UntilItsReaderDoesSomethingElse_AndWhatIsSelectedStaysSelected()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        var steps = Enumerable.Range(0, 6).Select(_ => new TaskCompletionSource()).ToArray();
        provider.Next(async wire =>
        {
            await wire.TextAsync(Paragraphs(0, 40));
            for (var step = 0; step < steps.Length; step++)
            {
                await steps[step].Task;
                var more = step is 2 ? " and **tail" : Paragraphs(40 + (step * 20), 20);
                await wire.TextAsync(string.Create(CultureInfo.InvariantCulture, $" Step {step}.{more}"));
            }

            await wire.EndAsync();
        });

        var page = await browser.OpenAsync(server.Url);
        await page.AskAsync("Write at length");
        await Assertions.Expect(page.RunningAnswer()).ToContainTextAsync("Paragraph 39");
        await ExpectDistanceAsync(page, 2);
        steps[0].SetResult();
        await Assertions.Expect(page.RunningAnswer()).ToContainTextAsync("Paragraph 59");
        await ExpectDistanceAsync(page, 2);

        // The wheel stops it at once, and a button resumes it.
        await page.Transcript().HoverAsync();
        await page.Mouse.WheelAsync(0, -400);
        await Assertions.Expect(page.GetByText("Paragraph 59 ")).Not.ToBeInViewportAsync();
        var top = await SettledTopAsync(page);
        steps[1].SetResult();
        await Assertions.Expect(page.RunningAnswer()).ToContainTextAsync("Paragraph 79");
        Assert.Equal(top, await TopAsync(page));
        await page.Button("New text below").ClickAsync();
        await ExpectDistanceAsync(page, 2);
        await Assertions.Expect(page.Button("New text below")).ToBeHiddenAsync();

        // A selection stops it as well, and is not lost when the block that it is in is written anew.
        steps[2].SetResult();
        await Assertions.Expect(page.RunningAnswer()).ToContainTextAsync("and **tail");
        await page.EvaluateAsync(
            """
            const walker = document.createTreeWalker(document.querySelector('[aria-busy] .markdown').lastElementChild, NodeFilter.SHOW_TEXT);
            const node = walker.nextNode();
            const at = node.data.indexOf('Step 2');
            getSelection().setBaseAndExtent(node, at, node, at + 6);
            """);
        steps[3].SetResult();
        await Assertions.Expect(page.RunningAnswer()).ToContainTextAsync("Paragraph 119");
        Assert.Equal("Step 2", await page.EvaluateAsync<string>("getSelection().toString()"));
        await Assertions.Expect(page.Button("New text below")).ToBeVisibleAsync();

        // After its end nothing moves by itself.
        await page.Keyboard.PressAsync("Shift+Escape");
        await page.EvaluateAsync("document.querySelector('.scroller').scrollTop = 200");
        steps[4].SetResult();
        steps[5].SetResult();
        await Assertions.Expect(page.RunningAnswer()).ToHaveCountAsync(0);
        Assert.Equal(200, await TopAsync(page));

        // What is sent is brought into view.
        await page.AskAsync("And in short?");
        await Assertions.Expect(page.Messages().Last).ToContainTextAsync("Understood.");
        await Assertions.Expect(page.GetByText("And in short?", new() { Exact = true })).ToBeInViewportAsync();
        provider.Answer("أهلا");
        await page.AskAsync("مرحبا");
        await Assertions.Expect(page.Messages().Last).ToContainTextAsync("أهلا");
        Assert.Equal(
            ["ltr", "rtl", "rtl"],
            await page.Locator(".words, .markdown").EvaluateAllAsync<string[]>("all => all.slice(-3).map(each => getComputedStyle(each).direction)"));
    }

    [Fact]
    public async Task Conversation_OpensAtWhatItsReaderHasNotSeen()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        var isAway = new TaskCompletionSource();
        provider.Next(async wire =>
        {
            await wire.TextAsync("The beginning.");
            await isAway.Task;
            await wire.AnswerAsync(Paragraphs(0, 80));
        });
        var page = await browser.OpenAsync(server.Url);
        await page.AskAsync("Write at length");
        await Assertions.Expect(page.RunningAnswer()).ToContainTextAsync("The beginning.");
        await page.Link("Usage").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Usage" })).ToBeVisibleAsync();

        isAway.SetResult();
        await Assertions.Expect(page.GetByRole(AriaRole.Img, new() { Name = "Unread" })).ToBeVisibleAsync();
        await page.Conversations().First.ClickAsync();

        await Assertions.Expect(page.GetByText("The beginning.")).ToBeInViewportAsync();
        await Assertions.Expect(page.GetByText("Paragraph 79 ")).Not.ToBeInViewportAsync();
        await page.ReloadAsync();
        await Assertions.Expect(page.GetByText("Paragraph 79 ")).ToBeInViewportAsync();
    }

    [Fact]
    public async Task Following_SwitchedOff_LeavesTheReaderWithTheQuestion()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        var isSeen = new TaskCompletionSource();
        provider.Next(async wire =>
        {
            await isSeen.Task;
            await wire.AnswerAsync("The beginning.", Paragraphs(0, 60));
        });
        var page = await browser.OpenAsync(server.Url);
        await page.Keyboard.PressAsync("Control+/");
        await page.GetByLabel("Follow an answer while it is written").UncheckAsync();
        await page.Keyboard.PressAsync("Escape");

        await page.AskAsync("Write at length");
        await Assertions.Expect(page.RunningAnswer()).ToContainTextAsync("Thinking");
        isSeen.SetResult();

        await Assertions.Expect(page.Messages().Last).ToContainTextAsync("Paragraph 59");
        await Assertions.Expect(page.RunningAnswer()).ToHaveCountAsync(0);
        await Assertions.Expect(page.GetByText("The beginning.")).ToBeInViewportAsync();
        await Assertions.Expect(page.GetByText("Paragraph 59 ")).Not.ToBeInViewportAsync();
    }

    private static string Paragraphs(int first, int count) => string.Concat(Enumerable.Range(first, count).Select(number =>
        string.Create(CultureInfo.InvariantCulture, $"\n\nParagraph {number} has as many words as a paragraph needs that somebody wants to read.")));

    private static Task<int> TopAsync(IPage page) => page.EvaluateAsync<int>("Math.round(document.querySelector('.scroller').scrollTop)");

    /// <summary>Once a smooth scroll has ended.</summary>
    private static Task<int> SettledTopAsync(IPage page) => page.EvaluateAsync<int>(
        """
        async () => {
          const box = document.querySelector('.scroller');
          for (let top = NaN, frames = 0; frames < 10; frames = top === box.scrollTop ? frames + 1 : 0) {
            top = box.scrollTop;
            await new Promise(requestAnimationFrame);
          }
          return Math.round(box.scrollTop);
        }
        """);

    /// <summary>From the end of the text, in pixels.</summary>
    private static Task ExpectDistanceAsync(IPage page, int most) => page.WaitForFunctionAsync(
        "most => { const box = document.querySelector('.scroller'); return box.scrollHeight - box.clientHeight - box.scrollTop <= most; }", most);

    /// <summary>To where more is loaded by itself.</summary>
    /// <returns>The article at that end, and where it stands on the screen.</returns>
    private static async Task<(string Id, double Top)> ScrollNearAsync(IPage page, string end)
    {
        var kept = await page.EvaluateAsync<Kept>(
            """
            end => {
              const box = document.querySelector('.scroller');
              box.scrollTop = end === 'first' ? 150 : box.scrollHeight - box.clientHeight - 150;
              const article = [...box.querySelectorAll('article')].at(end === 'first' ? 0 : -1);
              return { id: article.id, top: article.getBoundingClientRect().top };
            }
            """,
            end);
        return (kept.Id, kept.Top);
    }

    private static Task<double> TopOfAsync(IPage page, string id) =>
        page.EvaluateAsync<double>("id => document.getElementById(id).getBoundingClientRect().top", id);

    /// <summary>What a key costs the page: everything it does, and the layout that follows.</summary>
    private static Task<double> MedianOfKeysAsync(IPage page) => page.EvaluateAsync<double>(
        """
        () => {
          const box = document.getElementById('message');
          const times = Array.from({ length: 31 }, () => {
            const start = performance.now();
            box.setRangeText('a', box.value.length, box.value.length, 'end');
            box.dispatchEvent(new InputEvent('input', { bubbles: true }));
            void document.querySelector('.scroller').scrollHeight;
            return performance.now() - start;
          });
          box.value = '';
          box.dispatchEvent(new InputEvent('input', { bubbles: true }));
          return times.sort((one, other) => one - other)[15];
        }
        """);

    private sealed record Kept
    {
        public string Id { get; init; } = "";

        public double Top { get; init; }
    }
}
