using Microsoft.Playwright;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.EndToEnd;

[Trait("Kind", "EndToEnd")]
public sealed class ComposerTests(BrowserFixture browser)
{
    [Fact]
    public async Task Keys_SendAndBreakLines_AsThePersonWishes_AndNeverWhileTheyCompose()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        var page = await browser.OpenAsync(server.Url);
        var height = await HeightAsync(page);

        await page.Composer().PressSequentiallyAsync("one");
        await page.Composer().PressAsync("Shift+Enter");
        await page.Composer().PressSequentiallyAsync("two");
        await page.Composer().EvaluateAsync("""
            box => {
              for (const init of [{ isComposing: true }, { keyCode: 229 }])
                box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...init }));
            }
            """);
        await Assertions.Expect(page.Composer()).ToHaveValueAsync("one\ntwo");
        Assert.True(await HeightAsync(page) > height);
        await page.Button("Send").DblClickAsync();
        await page.ExpectMessagesAsync("one", "Understood.");

        await page.Keyboard.PressAsync("Control+/");
        await page.GetByLabel("Enter sends").UncheckAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("body[data-ready=true]")).ToBeVisibleAsync();
        await page.Composer().PressSequentiallyAsync("three");
        await page.Composer().PressAsync("Enter");
        await page.Composer().PressSequentiallyAsync("four");
        await Assertions.Expect(page.Composer()).ToHaveValueAsync("three\nfour");
        await page.Composer().PressAsync("Control+Enter");
        await page.ExpectMessagesAsync("one", "Understood.", "three", "Understood.");
        Assert.Equal(2, provider.Requests.Count);
    }

    [Fact]
    public async Task Paste_IsPlain_GrowsTheBoxToTwoFifthsOfTheWindow_AndOfTenMegabytesIsRefusedWithAReason()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        var page = await browser.OpenAsync(server.Url);
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);

        await page.EvaluateAsync("""
            () => navigator.clipboard.write([new ClipboardItem({
              'text/html': new Blob(['<b onclick="x()">Rich</b> text'], { type: 'text/html' }),
              'text/plain': new Blob(['Rich text'], { type: 'text/plain' }),
            })])
            """);
        await page.Composer().PressAsync("Control+v");
        await Assertions.Expect(page.Composer()).ToHaveValueAsync("Rich text");

        await page.EvaluateAsync("() => navigator.clipboard.writeText('x'.repeat(10_000_000))");
        await page.Composer().PressAsync("Control+v");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "10,000,000" })).ToBeVisibleAsync();
        await Assertions.Expect(page.Composer()).ToHaveValueAsync("Rich text");

        await page.EvaluateAsync("() => navigator.clipboard.writeText('line\\n'.repeat(19_000))");
        await page.Composer().PressAsync("Control+v");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "10,000,000" })).ToHaveCountAsync(0);
        Assert.InRange(await HeightAsync(page), 300, 321);
        await page.Composer().PressAsync("Enter");
        await page.ExpectMessagesAsync("Rich text", "Understood.");
        await Assertions.Expect(page.Locator("body[data-ready=true]")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task MessageInLine_CanBeEditedWhileItWaits_AndIsAnsweredOnce()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        var go = new TaskCompletionSource();
        provider.Next(async wire =>
        {
            await wire.TextAsync("It is being written");
            await go.Task;
            await wire.EndAsync();
        });
        var page = await browser.OpenAsync(server.Url);
        await page.AskAsync("First");
        await Assertions.Expect(page.RunningAnswer()).ToContainTextAsync("It is being written");
        await page.AskAsync("Secnod");
        await Assertions.Expect(page.GetByText("Waiting, 2nd in line")).ToBeVisibleAsync();

        await page.Button("Edit the waiting message").ClickAsync();
        await Assertions.Expect(page.Composer()).ToHaveValueAsync("Secnod");
        await page.Composer().FillAsync("Second");
        await page.Composer().PressAsync("Enter");
        await Assertions.Expect(page.Choice("Wording")).ToHaveTextAsync("2/2");
        await Assertions.Expect(page.GetByText("Waiting, 2nd in line")).ToBeVisibleAsync();
        go.SetResult();

        await page.ExpectMessagesAsync("First", "Second", "It is being written", "Understood.");
        Assert.Equal(["user: First", "user: Second"], provider.Requests.Select(request => request.Messages[^1]));
    }

    [Fact]
    public async Task OnATouchScreen_EnterIsANewLine_TheButtonSends_AndNoKeyboardComesUpByItself()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        var page = await browser.OpenAsync(server.Url, new() { HasTouch = true, IsMobile = true, ViewportSize = new() { Width = 360, Height = 740 } });
        await Assertions.Expect(page.Composer()).Not.ToBeFocusedAsync();

        await page.Composer().TapAsync();
        await page.Composer().PressSequentiallyAsync("one");
        await page.Composer().PressAsync("Enter");
        await page.Composer().PressSequentiallyAsync("two");
        await Assertions.Expect(page.Composer()).ToHaveValueAsync("one\ntwo");
        Assert.Empty(provider.Requests);

        await page.Button("Send").TapAsync();
        await page.ExpectMessagesAsync("one\ntwo", "Understood.");
        await Assertions.Expect(page.Composer()).ToHaveValueAsync("");
        await Assertions.Expect(page.Composer()).Not.ToBeFocusedAsync();
        Assert.Equal("user: one\ntwo", provider.Requests.Single().Messages[^1]);
    }

    [Fact]
    public async Task Focus_IsInTheBox_WhenThePageOpens_AfterSending_AndAfterStop()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        provider.Next(async wire =>
        {
            await wire.TextAsync("This goes on");
            await wire.Request.Gone;
        });
        var page = await browser.OpenAsync(server.Url);
        await Assertions.Expect(page.Composer()).ToBeFocusedAsync();

        await page.Keyboard.TypeAsync("Never end");
        await page.Button("Send").ClickAsync();
        await Assertions.Expect(page.RunningAnswer()).ToContainTextAsync("This goes on");
        await Assertions.Expect(page.Composer()).ToBeFocusedAsync();

        await page.Button("Stop").ClickAsync();
        await Assertions.Expect(page.Messages().Nth(1)).ToContainTextAsync("Stopped");
        await Assertions.Expect(page.Composer()).ToBeFocusedAsync();
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("body[data-ready=true]")).ToBeVisibleAsync();
        await Assertions.Expect(page.Composer()).ToBeFocusedAsync();
    }

    private static async Task<float> HeightAsync(IPage page) => (await page.Composer().BoundingBoxAsync())!.Height;
}
