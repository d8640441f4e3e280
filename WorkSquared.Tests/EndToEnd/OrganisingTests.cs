using Microsoft.Playwright;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.EndToEnd;

[Trait("Kind", "EndToEnd")]
public sealed class OrganisingTests(BrowserFixture browser)
{
    [Fact]
    public async Task Deleted_IsTakenBackAtOnce_OrRestoredFromTheBin()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        var page = await browser.OpenAsync(server.Url);
        await AskAsync(page, server, "First plan");
        await AskAsync(page, server, "Second plan");
        await Assertions.Expect(page.Conversations()).ToHaveTextAsync(["Second plan", "First plan"]);

        // By keyboard alone.
        await Nav(page).GetByRole(AriaRole.Button, new() { Name = "More for First plan" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(Item(page, "Pin")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(Item(page, "Rename")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(Item(page, "Delete")).ToHaveCountAsync(0);
        await Assertions.Expect(Nav(page).GetByRole(AriaRole.Button, new() { Name = "More for First plan" })).ToBeFocusedAsync();

        await ChooseAsync(page, "First plan", "Rename");
        var title = Nav(page).GetByRole(AriaRole.Textbox, new() { Name = "Title" });
        await Assertions.Expect(title).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("typed over it");
        await Assertions.Expect(title).ToHaveValueAsync("typed over it");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(title).ToHaveCountAsync(0);

        await ChooseAsync(page, "First plan", "Delete");
        await Assertions.Expect(page.Conversations()).ToHaveTextAsync(["Second plan"]);
        await page.Button("Undo").ClickAsync();
        await Assertions.Expect(page.Conversations()).ToHaveTextAsync(["Second plan", "First plan"]);

        // What is in view stays in view, and so does what is being written.
        var address = page.Url;
        await page.Composer().FillAsync("Half a thought");
        await ChooseAsync(page, "Second plan", "Delete");
        await Assertions.Expect(page.GetByText("You deleted this conversation.")).ToBeVisibleAsync();
        Assert.Equal(address, page.Url);
        await page.Composer().PressAsync("Enter");
        await Assertions.Expect(page.GetByText("This conversation is in the bin; restore it to go on.")).ToBeVisibleAsync();
        await Assertions.Expect(page.Composer()).ToHaveValueAsync("Half a thought");

        var other = await browser.OpenAsync($"{server.Url}/bin");
        await other.Button("Restore Second plan").ClickAsync();
        await Assertions.Expect(other.GetByText("The bin is empty.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("You deleted this conversation.")).ToHaveCountAsync(0);
        await page.Composer().PressAsync("Enter");
        await Assertions.Expect(page.Composer()).ToHaveValueAsync("");
        await Assertions.Expect(page.Messages()).ToHaveCountAsync(4);
    }

    [Fact]
    public async Task Answer_ThatNobodyHasSeen_IsUnreadOnEveryPage_UntilItIsReadOnOne()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        var answer = new TaskCompletionSource();
        provider.Next(async wire =>
        {
            await answer.Task;
            await wire.TextAsync("A pilot first.");
            await wire.EndAsync();
        });
        var (first, second) = (await browser.OpenAsync(server.Url), await browser.OpenAsync($"{server.Url}/new"));
        await first.AskAsync("How do we start?");
        await Assertions.Expect(first.RunningAnswer()).ToHaveCountAsync(1);

        // The tab is out of sight when the answer comes.
        await SetVisibilityAsync(first, "hidden");
        answer.SetResult();
        await Assertions.Expect(first).ToHaveTitleAsync("● How do we start? · Work Squared");
        await Assertions.Expect(Unread(second)).ToBeVisibleAsync();
        await Assertions.Expect(Unread(first)).ToBeVisibleAsync();

        await SetVisibilityAsync(first, "visible");
        await Assertions.Expect(first).ToHaveTitleAsync("How do we start? · Work Squared");
        await Assertions.Expect(Unread(second)).ToHaveCountAsync(0);
        await Assertions.Expect(Unread(first)).ToHaveCountAsync(0);
        await second.ReloadAsync();
        await Assertions.Expect(second.Conversations()).ToHaveTextAsync(["How do we start?"]);
        await Assertions.Expect(Unread(second)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Archived_IsOutOfTheWay_UntilAMessageBringsItBack()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        var desk = await browser.OpenAsync(server.Url);
        await AskAsync(desk, server, "First plan");
        await AskAsync(desk, server, "Second plan");
        var page = await browser.OpenAsync(desk.Url, new() { HasTouch = true, IsMobile = true, ViewportSize = new() { Width = 360, Height = 740 } });

        await page.Locator("header").GetByRole(AriaRole.Button, new() { Name = "More for Second plan" }).TapAsync();
        await Item(page, "Pin").TapAsync();
        await page.Button("Open menu").TapAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Pinned" })).ToBeVisibleAsync();
        await Nav(page).GetByRole(AriaRole.Button, new() { Name = "More for First plan" }).TapAsync();
        await Item(page, "Archive").TapAsync();
        await Assertions.Expect(page.Conversations()).ToHaveTextAsync(["Second plan"]);
        await page.Locator("aside").GetByRole(AriaRole.Link, new() { Name = "Archive" }).TapAsync();
        await page.Locator("main").GetByRole(AriaRole.Link, new() { Name = "First plan" }).TapAsync();
        await Assertions.Expect(page.GetByText("This conversation is in the archive.")).ToBeVisibleAsync();

        await page.Composer().FillAsync("One more thing");
        await page.Button("Send").TapAsync();

        await Assertions.Expect(page.GetByText("This conversation is in the archive.")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Messages()).ToHaveCountAsync(4);
        await page.Button("Open menu").TapAsync();
        await Assertions.Expect(page.Conversations()).ToHaveTextAsync(["Second plan", "First plan"]);
    }

    private static ILocator Unread(IPage page) => Nav(page).GetByRole(AriaRole.Img, new() { Name = "Unread" });

    // A page of a browser without a window is always visible.
    private static Task SetVisibilityAsync(IPage page, string state) => page.EvaluateAsync(
        """
        state => {
          Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
          document.dispatchEvent(new Event('visibilitychange'));
        }
        """,
        state);

    private static ILocator Nav(IPage page) => page.GetByRole(AriaRole.Navigation, new() { Name = "Conversations" });

    private static ILocator Item(IPage page, string name) => page.GetByRole(AriaRole.Menuitem, new() { Name = name, Exact = true });

    private static async Task ChooseAsync(IPage page, string title, string act)
    {
        await Nav(page).GetByRole(AriaRole.Button, new() { Name = $"More for {title}" }).ClickAsync();
        await Item(page, act).ClickAsync();
    }

    private static async Task AskAsync(IPage page, ServerProcess server, string text)
    {
        await page.GotoAsync($"{server.Url}/new");
        await Assertions.Expect(page.Locator("body[data-ready=true]")).ToBeVisibleAsync();
        await page.AskAsync(text);
        await Assertions.Expect(page.Messages()).ToHaveCountAsync(2);
        await Assertions.Expect(page.RunningAnswer()).ToHaveCountAsync(0);
    }
}
