using System.Runtime.CompilerServices;
using Microsoft.Playwright;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.EndToEnd;

[Trait("Kind", "EndToEnd")]
public sealed class LanguageTests(BrowserFixture browser)
{
    [Fact]
    public async Task GermanPage_AsksStopsRetriesAndFinds_AndFitsItsWidth()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        provider.Next(async wire =>
        {
            await wire.TextAsync("Ein Anfang");
            await wire.Request.Gone;
        });
        provider.Fail(401);
        provider.Answer("Der Plan ist **fertig**.");
        var page = await browser.OpenAsync(server.Url, Browser(1440));
        await CheckAsync(page, "german-empty-1440");

        await AskAsync(page, "Wie planen wir das?");
        await Assertions.Expect(Messages(page).Nth(1)).ToContainTextAsync("Ein Anfang");
        await page.Button("Anhalten").ClickAsync();
        await Assertions.Expect(Messages(page).Nth(1)).ToContainTextAsync("Angehalten von Ihnen");

        await AskAsync(page, "Und jetzt?");
        await Assertions.Expect(Messages(page).Nth(3)).ToContainTextAsync("hat den API-Schlüssel nicht angenommen. Die Administration muss");
        await CheckAsync(page, "german-failed-1440");
        await page.Button("Erneut versuchen").ClickAsync();
        await Assertions.Expect(Messages(page).Last).ToContainTextAsync("Der Plan ist fertig.");

        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync("plan");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog, new() { Name = "Suchen" }).GetByRole(AriaRole.Status)).ToContainTextAsync("Ergebnisse");
        await CheckAsync(page, "german-search-1440");

        // What the circuit writes and what the page came with are of one language.
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("body[data-ready=true]")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Navigation, new() { Name = "Unterhaltungen", Exact = true })).ToBeVisibleAsync();
        await NarrowPagesAsync(server.Url, page.Url);
    }

    [Fact]
    public async Task Language_ThatIsChosen_Stays()
    {
        await using var server = await ServerProcess.StartAsync();
        var page = await browser.OpenAsync($"{server.Url}/archive", new() { Locale = "de-AT" });
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "de");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Archiv", Exact = true })).ToBeVisibleAsync();

        await page.Button("English").ClickAsync();

        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Archive", Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("body[data-ready=true]")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Bin", Exact = true }).First.ClickAsync();
        await Assertions.Expect(page.GetByText("The bin is empty.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Text_HasItsOwnDirection_AndCodeIsReadFromTheLeft()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        provider.Answer("هذه خطة من ثلاث خطوات، والأولى هي `git init`:\n\n1. نبدأ بالميزانية (12,000 EUR)\n2. ثم الفريق\n\n```js\nconst weeks = 8; // أسابيع\n```\n\nAn English paragraph.");
        var page = await browser.OpenAsync(server.Url);

        await page.AskAsync("תכנן את הפרויקט עם Contoso, בבקשה.");
        await page.ExpectMessagesAsync("תכנן", "English paragraph");

        await Assertions.Expect(page.Locator(".words:dir(rtl)")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator(".markdown:dir(rtl)")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator(".markdown pre")).ToHaveCSSAsync("direction", "ltr");
        await Assertions.Expect(page.Locator("h1:dir(rtl)")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await page.Composer().FillAsync("תודה");
        await CheckAsync(page, "right-to-left-1280");
    }

    private async Task NarrowPagesAsync(string site, string conversation)
    {
        var page = await browser.OpenAsync(conversation, Browser(360));
        await CheckAsync(page, "german-conversation-360");
        await page.Button("Menü öffnen").ClickAsync();
        await Assertions.Expect(page.Button("English")).ToBeInViewportAsync();
        await CheckAsync(page, "german-menu-360");
        foreach (var path in new[] { "new", "tasks", "usage", "bin", "connect-model", "model", "nowhere" })
        {
            await page.GotoAsync($"{site}/{path}");
            await Assertions.Expect(page.Locator("body[data-ready=true]")).ToBeVisibleAsync();
            await CheckAsync(page, $"german-{path}-360");
        }
    }

    private static BrowserNewContextOptions Browser(int width) =>
        new() { Locale = "de-DE", ViewportSize = new() { Width = width, Height = width < 700 ? 740 : 900 } };

    private static ILocator Messages(IPage page) =>
        page.GetByRole(AriaRole.Log, new() { Name = "Unterhaltung", Exact = true }).GetByRole(AriaRole.Article);

    private static async Task AskAsync(IPage page, string text)
    {
        var composer = page.GetByRole(AriaRole.Textbox, new() { Name = "Nachricht", Exact = true });
        await composer.FillAsync(text);
        await page.Button("Senden").ClickAsync();
        await Assertions.Expect(composer).ToHaveValueAsync("");
    }

    private static async Task CheckAsync(IPage page, string name)
    {
        await page.EvaluateAsync("document.fonts.ready");
        await page.ScreenshotAsync(new() { Path = Path.Combine(Folder(), $"{name}.png"), Animations = ScreenshotAnimations.Disabled });
        var overhang = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(overhang <= 0, $"{name} is {overhang} pixels too wide.");
    }

    private static string Folder([CallerFilePath] string file = "") => Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "artifacts", "screenshots");
}
