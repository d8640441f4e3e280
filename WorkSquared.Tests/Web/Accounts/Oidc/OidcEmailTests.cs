using WorkSquared.Tests.Support;
using Audit = WorkSquared.Core.Audit;

namespace WorkSquared.Tests.Web.Accounts.Oidc;

/// <summary>An e-mail address makes nobody the owner of an account, unless whoever runs the server says that the provider may.</summary>
public sealed class OidcEmailTests(OidcSite site) : IClassFixture<OidcSite>, IDisposable
{
    private const string Unknown =
        "Nobody here is known by this sign-in of Acme ID. Sign in another way and link it in your account, or ask an administrator for an invitation.";

    public void Dispose() => site.Options.LinkVerifiedEmail = false;

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, "false")]
    [InlineData(true, null)]
    public async Task Account_WithTheSameAddress_IsNotOpened(bool isOn, object? isVerified)
    {
        site.Options.LinkVerifiedEmail = isOn;
        using var browser = site.Browser();

        var back = await site.GoAsync(browser, new Person("eve-1", SignedIn.Email, isVerified));

        Assert.Equal("/sign-in?problem=unknown", back.Location);
        Assert.Equal(Unknown, (await browser.GetAsync(back.Location!)).Problem);
        Assert.Null(browser.Session);
        Assert.Null(await site.WhoIsAsync("eve-1"));
        Assert.Equal(new Audit.SignInFailed("oidc", site.Time.GetUtcNow()), (await site.LogAsync(1)).Single());
    }

    [Fact]
    public async Task Account_WithAVerifiedAddress_IsLinkedOnce_IfTheSettingsSaySo_AndNeverToSomebodyElseAfterIt()
    {
        var grace = await site.JoinAsync("Grace");
        site.Options.LinkVerifiedEmail = true;
        using var browser = site.Browser();

        var back = await site.GoAsync(browser, new Person("grace-1", "GRACE@example.com", true));

        Assert.Equal("/", back.Location);
        Assert.Equal(grace, await site.WhoIsAsync("grace-1"));
        var now = site.Time.GetUtcNow();
        Assert.Equal([new Audit.ExternalLoginLinked(grace, site.Provider.Url, "email", now), new Audit.SignedIn(grace, "oidc", now)], await site.LogAsync(2));

        // The address has gone to somebody else at the provider.
        using var heir = site.Browser();
        Assert.Equal("/sign-in?problem=otheraccount", (await site.GoAsync(heir, new Person("grace-2", "grace@example.com", true))).Location);
        Assert.Null(heir.Session);
        Assert.Null(await site.WhoIsAsync("grace-2"));
    }
}
