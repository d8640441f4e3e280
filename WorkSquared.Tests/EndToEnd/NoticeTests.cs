using Microsoft.Playwright;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.EndToEnd;

/// <summary>Who looks elsewhere is told that an answer is ready: once, if they wish so.</summary>
[Trait("Kind", "EndToEnd")]
public sealed class NoticeTests(BrowserFixture browser)
{
    // A browser without a window shows no notifications, and its pages are always visible.
    private const string RecordNotifications =
        """
        window.shown = [];
        window.Notification = class {
          static get permission() { return localStorage.getItem('test:permission') ?? 'default'; }
          static async requestPermission() { localStorage.setItem('test:permission', localStorage.getItem('test:answer') ?? 'granted'); }
          constructor(title, options) {
            window.shown.push({ notification: this, text: [title, options.body, Object.keys(options).join()].join(' | ') });
            document.documentElement.dataset.shown = window.shown.length;
          }
          close() {}
        };
        const tell = value => { document.documentElement.dataset.told = JSON.parse(value).length; };
        const { setItem } = Storage.prototype;
        Storage.prototype.setItem = function (key, value) {
          setItem.call(this, key, value);
          if (key === 'work:told') tell(value);
        };
        addEventListener('storage', event => { if (event.key === 'work:told') tell(event.newValue); });
        """;

    [Fact]
    public async Task Answer_ToOnesOwnQuestion_IsToldOnceToWhoeverWishes_AndLooksElsewhere()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        var page = await browser.OpenAsync(server.Url);
        await page.Context.AddInitScriptAsync(RecordNotifications);
        await page.AskAsync("First plan");
        await page.ExpectMessagesAsync("First plan", "Understood.");
        await GoAsync(page, page.Url);
        await WishAsync(page);
        var beside = await page.Context.NewPageAsync();
        await GoAsync(beside, $"{server.Url}/prompts");
        var bob = await browser.OpenAsync(page.Url, await SignedIn.JoinAsync(server, "Bob"));

        // Somebody looks at one of the tabs.
        await SetVisibilityAsync(page, "hidden");
        await AskAndAnswerAsync(page, "Seen beside");
        await Assertions.Expect(page.Locator("html[data-told='1']")).ToBeVisibleAsync();
        await SetVisibilityAsync(beside, "hidden");
        await AskAndAnswerAsync(bob, "Not one's own");
        await AskAndAnswerAsync(page, "One's own");

        await Assertions.Expect(page.Locator("html[data-shown='1']")).ToBeVisibleAsync();
        provider.Fail(401);
        await page.AskAsync("And with a wrong key?");
        await Assertions.Expect(page.Locator("html[data-shown='2']")).ToBeVisibleAsync();
        string[] expected = ["First plan | The answer is ready. | body,tag,lang", "First plan | There is no answer. | body,tag,lang"];
        Assert.Equal(expected, await page.EvaluateAsync<string[]>("window.shown.map(each => each.text)"));
        Assert.Equal(0, await beside.EvaluateAsync<int>("window.shown.length"));

        await page.EvaluateAsync("window.shown[0].notification.onclick()");
        await Assertions.Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("#m-"));
        var target = new Uri(page.Url).Fragment;
        await Assertions.Expect(page.Messages().Nth(7)).ToHaveAttributeAsync("id", target[1..]);
    }

    [Fact]
    public async Task Browser_ThatDenies_IsNamed_AndTheSwitchStaysOff()
    {
        await using var server = await ServerProcess.StartAsync();
        var page = await browser.OpenAsync(server.Url);
        await page.Context.AddInitScriptAsync(RecordNotifications);
        await GoAsync(page, server.Url);
        await page.EvaluateAsync("localStorage.setItem('test:answer', 'denied')");
        await page.Keyboard.PressAsync("Control+/");
        Assert.False(await Switch(page).IsCheckedAsync());

        await Switch(page).ClickAsync();
        await Assertions.Expect(page.GetByText("Your browser does not let this page notify you.")).ToBeVisibleAsync();
        await Assertions.Expect(Switch(page)).Not.ToBeCheckedAsync();

        await page.EvaluateAsync("localStorage.setItem('test:answer', 'granted')");
        await Switch(page).ClickAsync();
        await Assertions.Expect(Switch(page)).ToBeCheckedAsync();
        await Assertions.Expect(page.GetByText("Your browser does not let this page notify you.")).ToBeHiddenAsync();
        await Switch(page).ClickAsync();
        await Assertions.Expect(Switch(page)).Not.ToBeCheckedAsync();
    }

    private static ILocator Switch(IPage page) => page.GetByLabel("Notify me when an answer is finished");

    private static async Task WishAsync(IPage page)
    {
        await page.Keyboard.PressAsync("Control+/");
        await Switch(page).CheckAsync();
        await page.Keyboard.PressAsync("Escape");
    }

    private static async Task AskAndAnswerAsync(IPage page, string text)
    {
        var count = await page.Messages().CountAsync();
        await page.AskAsync(text);
        await Assertions.Expect(page.Messages()).ToHaveCountAsync(count + 2);
        await Assertions.Expect(page.RunningAnswer()).ToHaveCountAsync(0);
    }

    private static async Task GoAsync(IPage page, string url)
    {
        await page.GotoAsync(url);
        await Assertions.Expect(page.Locator("body[data-ready=true]")).ToBeVisibleAsync();
    }

    private static Task SetVisibilityAsync(IPage page, string state) => page.EvaluateAsync(
        """
        state => {
          Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
          document.dispatchEvent(new Event('visibilitychange'));
        }
        """,
        state);
}
