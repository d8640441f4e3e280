using System.Net;
using WorkSquared.Tests.Support;
using WorkSquared.Web.Accounts.Factors;
using WorkSquared.Web.Accounts.Resets;
using Audit = WorkSquared.Core.Audit;

namespace WorkSquared.Tests.Web.Accounts;

/// <summary>How people get back in who have forgotten their password.</summary>
public sealed class ResetLinkTests : IAsyncLifetime
{
    private const string Next = "four wet summers";

    private readonly AccountSite _site = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Link_SetsThePassword_Once_AndEndsAllSessions()
    {
        using var elsewhere = await PlainBrowser.SignInAsync(_site.Site);
        var link = await _site.ResetLinkAsync();
        using PlainBrowser browser = new(_site.Site);
        var form = await browser.GetAsync(link);

        var done = await SetAsync(browser, link, form.Text, Next);
        var again = await SetAsync(browser, link, form.Text, "five dry autumns");

        Assert.Equal((HttpStatusCode.OK, ""), (done.Status, done.Problem));
        Assert.Null(browser.Session);
        Assert.Equal(HttpStatusCode.Redirect, again.Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(link)).Status);
        Assert.Equal(0, await _site.SessionsAsync());
        Assert.Equal(HttpStatusCode.Redirect, (await elsewhere.GetAsync("/account")).Status);
        var (ada, now) = (await _site.AdaAsync(), _site.Time.GetUtcNow());
        Assert.Equal(
            [new Audit.ResetLinkCreated(ada, WithoutSecondFactor: false, now), new Audit.PasswordChanged(ada, now)], (await _site.LogAsync()).TakeLast(2));
        (await PlainBrowser.SignInAsync(_site.Site, Next)).Dispose();
    }

    [Fact]
    public async Task Link_IsGoodForHalfAnHour()
    {
        var link = await _site.ResetLinkAsync();
        using PlainBrowser browser = new(_site.Site);
        var form = await browser.GetAsync(link);
        _site.Time.Advance(ResetLinks.Life - TimeSpan.FromTicks(1));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(link)).Status);
        _site.Time.Advance(TimeSpan.FromTicks(1));

        var late = await SetAsync(browser, link, form.Text, Next);

        Assert.Equal(HttpStatusCode.Redirect, late.Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(link)).Status);
        (await PlainBrowser.SignInAsync(_site.Site)).Dispose();
    }

    [Fact]
    public async Task NewLink_RevokesTheOneBefore()
    {
        var first = await _site.ResetLinkAsync();
        var second = await _site.ResetLinkAsync();
        using PlainBrowser browser = new(_site.Site);

        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(first)).Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(second)).Status);
    }

    [Theory]
    [InlineData("too short", "too short", "A password has at least 12 characters.")]
    [InlineData(Next, "four dry summers", "The two new passwords are not the same.")]
    public async Task Password_ThatIsNoGood_LeavesTheLinkGood(string password, string again, string problem)
    {
        var link = await _site.ResetLinkAsync();
        using PlainBrowser browser = new(_site.Site);

        var refused = await browser.PostAsync(link, "reset", ("Form.Password", password), ("Form.Again", again));

        Assert.Equal((HttpStatusCode.BadRequest, problem), (refused.Status, refused.Problem));
        Assert.Equal(HttpStatusCode.OK, (await browser.PostAsync(link, "reset", ("Form.Password", Next), ("Form.Again", Next))).Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SecondFactor_IsTurnedOff_OnlyIfTheLinkSaysSo(bool isWithout)
    {
        await _site.TurnOnAsync();
        var ada = await _site.AdaAsync();
        var link = await _site.ResetLinkAsync(isWithout);
        using PlainBrowser browser = new(_site.Site);

        await browser.PostAsync(link, "reset", ("Form.Password", Next), ("Form.Again", Next));

        Assert.Equal(!isWithout, await _site.WithAsync<SecondFactor, bool>(factor => factor.IsOnAsync(ada, TestContext.Current.CancellationToken)));
        Assert.Equal(isWithout ? "/" : "/sign-in/code", (await browser.SignInAsync(SignedIn.Email, Next)).Location);
    }

    [Fact]
    public async Task Link_ThatManyUseAtOnce_SetsOnePassword()
    {
        var link = await _site.ResetLinkAsync();
        var browsers = Enumerable.Range(0, 8).Select(_ => new PlainBrowser(_site.Site)).ToList();
        var forms = await Task.WhenAll(browsers.Select(browser => browser.GetAsync(link)));

        var answers = await Task.WhenAll(browsers.Select((browser, i) => SetAsync(browser, link, forms[i].Text, $"{Next} {i}")));

        var winner = Assert.Single(Enumerable.Range(0, 8), i => answers[i].Text.Contains("Your password is set", StringComparison.Ordinal));
        (await PlainBrowser.SignInAsync(_site.Site, $"{Next} {winner}")).Dispose();
        browsers.ForEach(browser => browser.Dispose());
    }

    [Fact]
    public async Task Guesses_AreHeldUp()
    {
        using PlainBrowser browser = new(_site.Site);
        for (var i = 0; i < 30; i++)
        {
            Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"/reset/{i}")).Status);
        }

        var held = await browser.GetAsync("/reset/30");

        Assert.Equal(HttpStatusCode.TooManyRequests, held.Status);
        Assert.Contains("Try again in 15 minutes.", held.Text, StringComparison.Ordinal);
    }

    private static Task<Answer> SetAsync(PlainBrowser browser, string link, string form, string password) =>
        browser.SendAsync(link, "reset", form, ("Form.Password", password), ("Form.Again", password));
}
