using System.Diagnostics;
using Microsoft.Playwright;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.EndToEnd;

[Trait("Kind", "EndToEnd")]
public sealed class SignInTests(BrowserFixture browser)
{
    [Fact]
    public async Task FirstStart_OnOnesOwnMachine_LeadsStraightToSetup_AndFromThereToTheChat()
    {
        await using var server = await ServerProcess.StartAsync(("WorkSquared__Setup__AdminEmail", ""), ("WorkSquared__Setup__AdminPassword", ""));
        var page = await browser.OpenAsStrangerAsync(server.Url);
        await Assertions.Expect(page).ToHaveURLAsync($"{server.Url}/setup");
        await Assertions.Expect(page.GetByLabel("Set-up code")).ToHaveCountAsync(0);

        await page.GetByLabel("Email").FillAsync("ada.lovelace@example.com");
        await page.GetByLabel("Password").FillAsync("three mild winters");
        await page.Button("Set up").ClickAsync();

        await Assertions.Expect(page.Locator("body[data-ready=true]")).ToBeVisibleAsync();
        await page.AskAsync("Who am I?");
        await Assertions.Expect(page.Messages().First).ToContainTextAsync("Who am I?");
        await Assertions.Expect(page.Link("Ada Lovelace (you)")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task SigningOut_ClosesEveryOtherTab_WithinFiveSeconds_AndSigningInLeadsBack()
    {
        await using var server = await ServerProcess.StartAsync();
        var page = await browser.OpenAsync(server.Url);
        await page.AskAsync("Remember this");
        await Assertions.Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/c/"));
        var conversation = page.Url;

        // A session of its own: the cookie of the others is not to be ended.
        var other = await browser.OpenAsStrangerAsync($"{server.Url}/me");
        await SignInAsync(other);
        var second = await other.Context.NewPageAsync();
        await second.GotoAsync(conversation);
        await Assertions.Expect(second.Locator("body[data-ready=true]")).ToBeVisibleAsync();

        var watch = Stopwatch.StartNew();
        await other.Button("Sign out").ClickAsync();
        await Assertions.Expect(second).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/sign-in\\?return="), new() { Timeout = 20_000 });
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        await Assertions.Expect(second.GetByText("Remember this")).ToHaveCountAsync(0);

        await SignInAsync(second);
        await Assertions.Expect(second).ToHaveURLAsync(conversation);
        await Assertions.Expect(second.Messages().First).ToContainTextAsync("Remember this");
        await Assertions.Expect(page.Locator("body[data-ready=true]")).ToBeVisibleAsync();
    }

    private static async Task SignInAsync(IPage page)
    {
        await page.GetByLabel("Email").FillAsync(SignedIn.Email);
        await page.GetByLabel("Password").FillAsync(SignedIn.Password);
        await page.Button("Sign in").ClickAsync();
        await Assertions.Expect(page.Locator("body[data-ready=true]")).ToBeVisibleAsync();
    }
}
