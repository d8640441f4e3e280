using Microsoft.Playwright;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.EndToEnd;

/// <summary>What one sends is in the transcript at once, and never twice.</summary>
[Trait("Kind", "EndToEnd")]
public sealed class OutgoingTests(BrowserFixture browser)
{
    // How often the text can be seen in the transcript, at every frame that the browser paints.
    private const string CountAtEveryFrame =
        """
        text => {
          window.seen = [];
          const look = () => {
            const all = [...document.querySelectorAll('[role=log] .words')];
            window.seen.push(all.filter(each => each.textContent === text && each.checkVisibility()).length);
            requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        }
        """;

    private const string SendAndLookAtTheNextFrame =
        """
        async box => {
          box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
          await new Promise(requestAnimationFrame);
          return [...document.querySelectorAll('[role=log] .outgoing:not([hidden])')].map(each => each.innerText).join();
        }
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OwnMessage_IsThereInTheNextFrame_BeforeTheServerHasHeardOfIt_AndIsNeverSeenTwice(bool isAnswerRunning)
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        provider.Next(async wire =>
        {
            await wire.TextAsync("It is being written");
            await wire.Request.Gone;
        });
        var page = await browser.OpenAsync(server.Url);
        if (isAnswerRunning)
        {
            await page.AskAsync("First");
            await Assertions.Expect(page.RunningAnswer()).ToContainTextAsync("It is being written");
        }

        var before = isAnswerRunning ? 2 : 0;
        var go = new TaskCompletionSource();
        await page.RouteAsync("**/messages*", async route =>
        {
            await go.Task;
            await route.ContinueAsync();
        });
        await page.EvaluateAsync(CountAtEveryFrame, "My own words");
        await page.Composer().FillAsync("My own words");

        var shown = await page.Composer().EvaluateAsync<string>(SendAndLookAtTheNextFrame);
        Assert.Equal("You\nSending…\nMy own words", string.Join('\n', shown.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
        await Assertions.Expect(page.GetByText("Sending…")).ToBeInViewportAsync();
        await Assertions.Expect(page.Composer()).ToHaveValueAsync("My own words");
        await Assertions.Expect(page.Messages()).ToHaveCountAsync(before);
        go.SetResult();

        await Assertions.Expect(page.Messages().Filter(new() { HasText = "My own words" })).ToHaveCountAsync(1);
        await Assertions.Expect(page.GetByText("Sending…")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Composer()).ToHaveValueAsync("");
        var seen = await page.EvaluateAsync<int[]>("window.seen");
        Assert.DoesNotContain(seen, count => count > 1);
        Assert.DoesNotContain(0, seen.SkipWhile(count => count == 0));
    }

    [Fact]
    public async Task OwnMessage_ThatIsRefused_IsInTheBoxAlone()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        var page = await browser.OpenAsync(server.Url);
        await page.RouteAsync("**/messages*", route => route.FulfillAsync(new() { Status = 422, Json = new { detail = "Not today." } }));
        await page.Composer().FillAsync("My own words");
        await page.Composer().PressAsync("Enter");

        await Assertions.Expect(page.GetByText("Not today.")).ToBeVisibleAsync();
        await Assertions.Expect(page.Composer()).ToHaveValueAsync("My own words");
        await Assertions.Expect(page.Transcript().GetByText("My own words")).ToHaveCountAsync(0);
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Welcome" })).ToBeVisibleAsync();
    }
}
