using System.Net;
using Audit = WorkSquared.Core.Audit;
using SignedIn = WorkSquared.Tests.Support.SignedIn;

namespace WorkSquared.Tests.Web.Accounts;

/// <summary>The page on which people change their password.</summary>
public sealed class OwnPasswordTests : IAsyncLifetime
{
    private const string Page = "/account/password";
    private const string Next = "four wet summers";

    private readonly AccountSite _site = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Change_EndsAllOtherSessions_AndNotItsOwn()
    {
        using var here = await PlainBrowser.SignInAsync(_site.Site);
        using var elsewhere = await PlainBrowser.SignInAsync(_site.Site);

        var changed = await ChangeAsync(here, SignedIn.Password, Next);

        Assert.Equal((HttpStatusCode.OK, ""), (changed.Status, changed.Problem));
        Assert.Equal(HttpStatusCode.OK, (await here.GetAsync("/account")).Status);
        Assert.Equal("/sign-in?return=%2Faccount", (await elsewhere.GetAsync("/account")).Location);
        Assert.Equal(HttpStatusCode.Unauthorized, (await new PlainBrowser(_site.Site).SignInAsync(SignedIn.Email, SignedIn.Password)).Status);
        (await PlainBrowser.SignInAsync(_site.Site, Next)).Dispose();
        Assert.Contains(new Audit.PasswordChanged(await _site.AdaAsync(), _site.Time.GetUtcNow()), await _site.LogAsync());
    }

    [Fact]
    public async Task Change_RevokesALinkThatWouldSetAnother()
    {
        var link = await _site.ResetLinkAsync();
        using var browser = await PlainBrowser.SignInAsync(_site.Site);

        await ChangeAsync(browser, SignedIn.Password, Next);

        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(link)).Status);
    }

    [Theory]
    [InlineData("not the password", Next, Next, HttpStatusCode.Forbidden, "This is not your password.")]
    [InlineData(SignedIn.Password, Next, "four dry summers", HttpStatusCode.BadRequest, "The two new passwords are not the same.")]
    [InlineData(SignedIn.Password, "too short", "too short", HttpStatusCode.BadRequest, "A password has at least 12 characters.")]
    [InlineData(SignedIn.Password, "", "", HttpStatusCode.BadRequest, "A password has at least 12 characters.")]
    public async Task Change_ThatIsNoGood_SaysWhy_AndChangesNothing(string current, string next, string again, HttpStatusCode status, string problem)
    {
        using var browser = await PlainBrowser.SignInAsync(_site.Site);

        var refused = await browser.PostAsync(Page, "password", ("Form.Current", current), ("Form.Password", next), ("Form.Again", again));

        Assert.Equal((status, problem), (refused.Status, refused.Problem));
        (await PlainBrowser.SignInAsync(_site.Site)).Dispose();
    }

    [Fact]
    public async Task OpenSession_HasFiveGuessesAtThePassword()
    {
        using var browser = await PlainBrowser.SignInAsync(_site.Site);
        for (var i = 0; i < 5; i++)
        {
            await ChangeAsync(browser, $"a wrong guess {i}", Next);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await ChangeAsync(browser, SignedIn.Password, Next)).Status);
    }

    private static Task<Answer> ChangeAsync(PlainBrowser browser, string current, string next) =>
        browser.PostAsync(Page, "password", ("Form.Current", current), ("Form.Password", next), ("Form.Again", next));
}
