using System.Text.RegularExpressions;
using Microsoft.Playwright;
using WorkSquared.Tests.Support;
using WorkSquared.Web.Accounts.Factors;

namespace WorkSquared.Tests.EndToEnd;

/// <summary>Authenticators and passkeys in a real browser.</summary>
[Trait("Kind", "EndToEnd")]
public sealed class FactorTests(BrowserFixture browser)
{
    [Fact]
    public async Task SecondFactor_SetUpOnThePage_IsAskedForAtTheNextSignIn()
    {
        await using var server = await ServerProcess.StartAsync(("WorkSquared__Responder__Enabled", "false"));
        var page = await browser.OpenAsStrangerAsync($"{server.Url}/sign-in?return=%2Faccount%2Fsecond-factor");
        await SignInAsync(page);
        await page.GetByLabel("Your password").FillAsync(SignedIn.Password);
        await page.Button("Set up").ClickAsync();
        var secret = ShownSecret.Read(await page.Locator(".secret code").InnerTextAsync());

        // The code of a step that is still to come is good for half a minute, and leaves the one of now for signing in: none is good twice.
        var now = TimeProvider.System.GetUtcNow();
        await page.GetByLabel("Code", new() { Exact = true }).FillAsync(TimeCode.At(secret, now.AddSeconds(-30)));
        await page.Button("Turn on").ClickAsync();
        await Assertions.Expect(page.Locator(".codes li")).ToHaveCountAsync(10);
        var recovery = await page.Locator(".codes code").First.InnerTextAsync();

        var other = await browser.OpenAsStrangerAsync($"{server.Url}/sign-in");
        await SignInAsync(other);
        await other.GetByLabel("Code", new() { Exact = true }).FillAsync(TimeCode.At(secret, TimeProvider.System.GetUtcNow()));
        await other.Button("Sign in").ClickAsync();
        await Assertions.Expect(other.Locator("body[data-ready=true]")).ToBeVisibleAsync();

        var third = await browser.OpenAsStrangerAsync($"{server.Url}/sign-in");
        await SignInAsync(third);
        await third.GetByLabel("Code", new() { Exact = true }).FillAsync(recovery);
        await third.Button("Sign in").ClickAsync();
        await Assertions.Expect(third.Locator("body[data-ready=true]")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Passkey_AddedOnThePage_OpensTheAccountWithoutPasswordOrCode_UntilItIsRemoved()
    {
        await using var server = await ServerProcess.StartAsync(("WorkSquared__Responder__Enabled", "false"));

        // Browsers do passkeys at names, not at numbers.
        var site = server.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        var page = await browser.OpenAsStrangerAsync($"{site}/sign-in?return=%2Faccount%2Fpasskeys");
        await PlugInAsync(page);
        await SignInAsync(page);
        await page.GetByLabel("Name").FillAsync("The key on my ring");
        await page.GetByLabel("Your password").FillAsync("not the password");
        await page.Button("Add a passkey").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("This is not your password.");
        await page.GetByLabel("Your password").FillAsync(SignedIn.Password);
        await page.Button("Add a passkey").ClickAsync();
        await Assertions.Expect(page.GetByText("The key on my ring")).ToBeVisibleAsync();

        // The browser offers it beneath the address field, and the reader that recognises everybody takes the offer.
        await page.Context.ClearCookiesAsync();
        await page.GotoAsync($"{site}/sign-in?return=%2Faccount");
        await Assertions.Expect(page).ToHaveURLAsync($"{site}/account");

        // A browser that offers nothing by itself has the button.
        await page.AddInitScriptAsync("PublicKeyCredential.isConditionalMediationAvailable = async () => false");
        await page.Context.ClearCookiesAsync();
        await page.GotoAsync($"{site}/sign-in?return=%2Faccount");
        await page.Button("Sign in with a passkey").ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync($"{site}/account");

        await page.GotoAsync($"{site}/account/passkeys");
        await page.GetByText("The key on my ring").ClickAsync();
        await page.Locator("details").GetByLabel("Name").FillAsync("An old key");
        await page.Button("Save").ClickAsync();
        await page.GetByText("An old key").ClickAsync();
        await page.Button("Remove").ClickAsync();
        await Assertions.Expect(page.Locator("details")).ToHaveCountAsync(0);
        await page.GotoAsync($"{site}/audit/server");
        await Assertions.Expect(page.Locator(".what").Filter(new() { HasText = "Added a passkey" })).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator(".what").Filter(new() { HasText = "Removed a passkey" })).ToHaveCountAsync(1);
        await page.Context.ClearCookiesAsync();
        await page.GotoAsync($"{site}/sign-in");
        await page.Button("Sign in with a passkey").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "This passkey belongs to no account here." })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Passkeys_AreNotOffered_WhereBrowsersDoNone()
    {
        await using var server = await ServerProcess.StartAsync(("WorkSquared__Responder__Enabled", "false"));
        var page = await browser.OpenAsStrangerAsync($"{server.Url}/sign-in");

        // Once the page is loaded its script has run.
        await Assertions.Expect(page.Button("Sign in with a passkey")).ToHaveCountAsync(0);
        await SignInAsync(page);
        await page.GotoAsync($"{server.Url}/account/passkeys");
        await Assertions.Expect(page.GetByText("Browsers do passkeys only at addresses that begin with https.")).ToBeVisibleAsync();
        await Assertions.Expect(page.Button("Add a passkey")).ToHaveCountAsync(0);
    }

    private static async Task SignInAsync(IPage page)
    {
        await page.GetByLabel("Email").FillAsync(SignedIn.Email);
        await page.GetByLabel("Password").FillAsync(SignedIn.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await Assertions.Expect(page).Not.ToHaveURLAsync(new Regex("/sign-in(\\?|$)"));
    }

    /// <summary>A fingerprint reader that always recognises its owner.</summary>
    private static async Task PlugInAsync(IPage page)
    {
        var devices = await page.Context.NewCDPSessionAsync(page);
        await devices.SendAsync("WebAuthn.enable");
        await devices.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
    }
}
