using System.Net;
using Microsoft.AspNetCore.Identity;
using WorkSquared.Tests.Support;
using WorkSquared.Web.Accounts;
using Audit = WorkSquared.Core.Audit;

namespace WorkSquared.Tests.Web.Accounts.Oidc;

/// <summary>The owner of an account links it to the provider and unlinks it, and is never left without a way in.</summary>
public sealed class OidcLinkTests(OidcSite site) : IClassFixture<OidcSite>
{
    private const string Page = AccountAddress.OwnOidc;
    private const string Link = AccountAddress.LinkOidc;

    [Fact]
    public async Task Owner_LinksTheirAccount_RightAfterSigningIn_AndComesInByItFromThenOn()
    {
        var grace = await site.JoinAsync("Grace");
        using var browser = await site.BrowserOfAsync(OidcSite.EmailOf("Grace"));
        Assert.Contains("href=\"account/oidc/link\">Go on to Acme ID</a>", (await browser.GetAsync(Page)).Text, StringComparison.Ordinal);

        var back = await site.GoAsync(browser, new Person("grace-1"), Link);

        Assert.Equal(Page, back.Location);
        Assert.Equal(grace, await site.WhoIsAsync("grace-1"));
        Assert.Equal(new Audit.ExternalLoginLinked(grace, site.Provider.Url, "owner", site.Time.GetUtcNow()), (await site.LogAsync(1)).Single());
        Assert.Contains("Acme ID opens your account.", (await browser.GetAsync(Page)).Text, StringComparison.Ordinal);
        using var elsewhere = site.Browser();
        Assert.Equal("/", (await site.GoAsync(elsewhere, new Person("grace-1"))).Location);
    }

    [Fact]
    public async Task SessionThatWasLeftOpen_LinksNothing_WithoutThePassword()
    {
        await site.JoinAsync("Heidi");
        using var browser = await site.BrowserOfAsync(OidcSite.EmailOf("Heidi"));
        site.Time.Advance(SealedText.Life);

        Assert.Equal(Page, (await browser.GetAsync(Link)).Location);
        var wrong = await browser.PostAsync(Page, "prove", ("Form.Password", "not the password"));
        Assert.Equal((HttpStatusCode.Forbidden, "This is not your password."), (wrong.Status, wrong.Problem));
        Assert.Equal(Page, (await browser.GetAsync(Link)).Location);

        var right = await browser.PostAsync(Page, "prove", ("Form.Password", SignedIn.Password));
        Assert.Contains("Go on to Acme ID", right.Text, StringComparison.Ordinal);
        Assert.Equal(Page, (await site.GoAsync(browser, new Person("heidi-1"), Link)).Location);
        Assert.NotNull(await site.WhoIsAsync("heidi-1"));
    }

    [Fact]
    public async Task SomebodyAtTheProvider_OpensOneAccount()
    {
        var bob = await site.JoinLinkedAsync("Bob", "bob-1");
        await site.JoinAsync("Eve");
        using var browser = await site.BrowserOfAsync(OidcSite.EmailOf("Eve"));

        var back = await site.GoAsync(browser, new Person("bob-1"), Link);

        Assert.Equal($"{Page}?problem=otheraccount", back.Location);
        Assert.Equal("This sign-in belongs to another account here.", (await browser.GetAsync(back.Location!)).Problem);
        Assert.Equal(bob, await site.WhoIsAsync("bob-1"));
    }

    [Fact]
    public async Task Link_BegunByOnePerson_IsNotFinishedByAnother_WhoSignedInMeanwhile()
    {
        await site.JoinAsync("Mallory");
        await site.JoinAsync("Victor");
        using var browser = await site.BrowserOfAsync(OidcSite.EmailOf("Mallory"));
        var answer = await site.CallbackAsync(browser, new Person("mallory-1"), Link);
        await browser.PostAsync("/sign-out", "");
        await browser.SignInAsync(OidcSite.EmailOf("Victor"), SignedIn.Password);

        Assert.Equal($"{Page}?problem=failed", (await browser.GetAsync(answer)).Location);
        Assert.Null(await site.WhoIsAsync("mallory-1"));
    }

    [Fact]
    public async Task LastTwoWaysIn_TakenAtOnce_LeaveOne()
    {
        using var browser = site.Browser();
        await site.GoAsync(browser, new Person("sybil-1", "sybil@example.com"), $"/join/{await site.InviteAsync()}/oidc");
        var sybil = (await site.WhoIsAsync("sybil-1"))!.Value;
        byte[] passkey = [1, 2, 3];
        await site.AccountsAsync(async accounts => await accounts.AddOrUpdatePasskeyAsync(
            (await accounts.FindByIdAsync(sybil.ToString()))!, new UserPasskeyInfo(passkey, [4], site.Time.GetUtcNow(), 0, [], true, false, false, [5], [6])));

        var taken = await Task.WhenAll(
            site.WithAsync<WaysIn, bool>(ways => ways.TryRemoveLoginAsync(sybil, site.Provider.Url, TestContext.Current.CancellationToken)),
            site.WithAsync<WaysIn, bool>(ways => ways.TryRemovePasskeyAsync(sybil, passkey, TestContext.Current.CancellationToken)));

        Assert.Single(taken, isTaken => isTaken);
    }

    [Fact]
    public async Task LastWayIn_Stays_AndAnyOtherGoes()
    {
        using var browser = site.Browser();
        await site.GoAsync(browser, new Person("trent-1", "trent@example.com"), $"/join/{await site.InviteAsync()}/oidc");

        var refused = await browser.PostAsync(Page, "unlink", ("Form.Wish", "unlink"));
        Assert.Equal((HttpStatusCode.Conflict, "This is the last way into your account. Add another one first."), (refused.Status, refused.Problem));
        var trent = await site.WhoIsAsync("trent-1");
        Assert.NotNull(trent);

        await site.AccountsAsync(async accounts => await accounts.AddPasswordAsync((await accounts.FindByIdAsync(trent.ToString()!))!, SignedIn.Password));
        Assert.Equal("/account", (await browser.PostAsync(Page, "unlink", ("Form.Wish", "unlink"))).Location);
        Assert.Null(await site.WhoIsAsync("trent-1"));
        Assert.Equal(new Audit.ExternalLoginUnlinked(trent.Value, site.Provider.Url, site.Time.GetUtcNow()), (await site.LogAsync(1)).Single());
        using var late = site.Browser();
        Assert.Equal("/sign-in?problem=unknown", (await site.GoAsync(late, new Person("trent-1"))).Location);
    }
}
