using System.Net;
using WorkSquared.Tests.Support;
using WorkSquared.Web.Accounts;
using Audit = WorkSquared.Core.Audit;

namespace WorkSquared.Tests.Web.Accounts;

/// <summary>By a password, over the form.</summary>
public sealed class SignInTests : IAsyncLifetime
{
    private readonly AccountSite _site = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task WrongPassword_AndUnknownAccount_GetTheSameAnswer()
    {
        using PlainBrowser browser = new(_site.Site);

        var wrong = await browser.SignInAsync(SignedIn.Email, "not the password");
        var unknown = await browser.SignInAsync("nobody@example.com", "not the password");

        Assert.Equal((HttpStatusCode.Unauthorized, "This e-mail address and this password do not belong together."), (wrong.Status, wrong.Problem));
        Assert.Equal((wrong.Status, wrong.Problem), (unknown.Status, unknown.Problem));
        Assert.Null(browser.Session);
    }

    [Fact]
    public async Task FiveWrongPasswords_HoldUpWhoGuesses_EvenWithTheRightOne_ButNobodyElse()
    {
        using PlainBrowser browser = new(_site.Site);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await browser.SignInAsync(SignedIn.Email, $"a wrong guess {i}")).Status);
        }

        var held = await browser.SignInAsync(SignedIn.Email, SignedIn.Password);
        using PlainBrowser elsewhere = new(_site.Site, "203.0.113.9");
        var own = await elsewhere.SignInAsync(SignedIn.Email, SignedIn.Password);
        _site.Time.Advance(CredentialGate.Window);
        var later = await browser.SignInAsync(SignedIn.Email, SignedIn.Password);

        Assert.Equal((HttpStatusCode.TooManyRequests, "Too many attempts came from your address. Try again in 15 minutes."), (held.Status, held.Problem));
        Assert.InRange(held.RetryAfter!.Value.TotalMinutes, 14, 15);
        Assert.Equal(HttpStatusCode.Redirect, own.Status);
        Assert.Equal(HttpStatusCode.Redirect, later.Status);
    }

    [Fact]
    public async Task Key_ThatTheBrowserHadBefore_IsNotTheOneAfter_AndOpensNothing()
    {
        const string Planted = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
        using PlainBrowser browser = new(_site.Site);
        browser.Cookies.Add(new Uri("http://localhost"), new Cookie(SignedIn.CookieName, Planted));

        await browser.SignInAsync(SignedIn.Email, SignedIn.Password);

        Assert.NotEqual(Planted, browser.Session);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/account")).Status);
        using PlainBrowser planter = new(_site.Site);
        planter.Cookies.Add(new Uri("http://localhost"), new Cookie(SignedIn.CookieName, Planted));
        Assert.Equal(HttpStatusCode.Redirect, (await planter.GetAsync("/account")).Status);
    }

    [Fact]
    public async Task WhoeverSignsIn_ComesBackToWhereTheyWantedToGo_OnThisSiteAlone()
    {
        using PlainBrowser browser = new(_site.Site);

        var here = await browser.SignInAsync(SignedIn.Email, SignedIn.Password, "/sign-in?return=%2Fusage%3Fdays%3D7");
        using PlainBrowser other = new(_site.Site);
        var away = await other.SignInAsync(SignedIn.Email, SignedIn.Password, "/sign-in?return=%2F%2Fevil.example");

        Assert.Equal("/usage?days=7", here.Location);
        Assert.Equal("/", away.Location);
    }

    [Fact]
    public async Task Log_HasWhoCameInAndWhoDidNot_AndNothingThatWasTyped()
    {
        var ada = await _site.AdaAsync();
        using PlainBrowser browser = new(_site.Site);

        await browser.SignInAsync(SignedIn.Email, "a secret that was mistyped");
        await browser.SignInAsync("somebody.else@example.com", "a secret that was mistyped");
        await browser.SignInAsync(SignedIn.Email, SignedIn.Password);
        await browser.PostAsync("/sign-out", "");

        var now = _site.Time.GetUtcNow();
        Assert.Equal(
            [new Audit.SignInFailed("password", now, ada), new Audit.SignInFailed("password", now), new Audit.SignedIn(ada, "password", now), new Audit.SignedOut(ada, now)],
            (await _site.LogAsync()).TakeLast(4));
    }
}
