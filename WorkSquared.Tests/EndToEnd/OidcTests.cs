using Microsoft.Playwright;
using WorkSquared.Tests.Support;
using WorkSquared.Tests.Web.Accounts.Oidc;

namespace WorkSquared.Tests.EndToEnd;

/// <summary>The way to a provider and back in a real browser, which has a say of its own in redirects and cookies.</summary>
[Trait("Kind", "EndToEnd")]
public sealed class OidcTests(BrowserFixture browser)
{
    [Fact]
    public async Task Provider_LinkedOnThePage_OpensTheAccount_ByItsButton()
    {
        await using var provider = await FakeProvider.StartAsync();
        provider.Person = new Person("ada-1");
        await using var server = await ServerProcess.StartAsync(
            [("WorkSquared__Responder__Enabled", "false"), .. OidcSite.SettingsFor(provider.Url).Select(setting => (setting.Key.Replace(":", "__", StringComparison.Ordinal), setting.Value))]);
        var page = await browser.OpenAsStrangerAsync($"{server.Url}/sign-in?return=%2Faccount%2Foidc");
        await page.GetByLabel("Email").FillAsync(SignedIn.Email);
        await page.GetByLabel("Password").FillAsync(SignedIn.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await page.Link("Go on to Acme ID").ClickAsync();
        await Assertions.Expect(page.Button("Unlink")).ToBeVisibleAsync();

        var other = await browser.OpenAsStrangerAsync($"{server.Url}/usage");
        await other.Link("Sign in with Acme ID").ClickAsync();

        await Assertions.Expect(other).ToHaveURLAsync($"{server.Url}/usage");
        await Assertions.Expect(other.Locator("body[data-ready=true]")).ToBeVisibleAsync();
    }
}
