using System.Net;
using System.Text.RegularExpressions;
using WorkSquared.Tests.Support;
using WorkSquared.Web.Accounts;
using WorkSquared.Web.Accounts.Factors;
using Audit = WorkSquared.Core.Audit;

namespace WorkSquared.Tests.Web.Accounts;

/// <summary>What stands between a right password and a session, for whoever wants it.</summary>
public sealed class SecondFactorTests : IAsyncLifetime
{
    private const string NotGood = "This code is not good. Each one is good once: wait for the next.";

    private readonly AccountSite _site = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task RightPassword_IsNoSession_BeforeItsCode()
    {
        var (secret, _) = await _site.TurnOnAsync();
        using PlainBrowser browser = new(_site.Site);

        var asked = await browser.SignInAsync(SignedIn.Email, SignedIn.Password, "/sign-in?return=%2Fusage");

        Assert.Equal((HttpStatusCode.Redirect, "/sign-in/code?return=%2Fusage"), (asked.Status, asked.Location));
        Assert.Null(browser.Session);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/account")).Status);
        var entered = await browser.PostAsync(asked.Location!, "code", ("Form.Code", _site.NextCode(secret)));
        Assert.Equal((HttpStatusCode.Redirect, "/usage"), (entered.Status, entered.Location));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/account")).Status);
    }

    [Fact]
    public async Task SecondFactor_TurnedOnAndOff_IsInTheLog()
    {
        await _site.TurnOnAsync();
        var (ada, now) = (await _site.AdaAsync(), _site.Time.GetUtcNow());
        for (var times = 0; times < 2; times++)
        {
            await _site.WithAsync<SecondFactor, bool>(async factor =>
            {
                await factor.TurnOffAsync(ada, TestContext.Current.CancellationToken);
                return true;
            });
        }

        Assert.Equal([new Audit.SecondFactorTurnedOn(ada, now), new Audit.SecondFactorTurnedOff(ada, now)], (await _site.LogAsync()).TakeLast(2));
    }

    [Fact]
    public async Task Code_IsGoodOnce_AndAnEarlierOneNeverAfterIt()
    {
        var (secret, _) = await _site.TurnOnAsync();
        var earlier = _site.NextCode(secret);
        var used = _site.NextCode(secret);
        using PlainBrowser first = new(_site.Site);
        using PlainBrowser second = new(_site.Site);

        Assert.Equal(HttpStatusCode.Redirect, (await GiveAsync(first, used)).Status);
        var replayed = await GiveAsync(second, used);
        var older = await GiveAsync(second, earlier);

        Assert.Equal((HttpStatusCode.Unauthorized, NotGood), (replayed.Status, replayed.Problem));
        Assert.Equal((HttpStatusCode.Unauthorized, NotGood), (older.Status, older.Problem));
        Assert.Equal(HttpStatusCode.Redirect, (await GiveAsync(second, _site.NextCode(secret))).Status);
    }

    [Fact]
    public async Task RecoveryCode_IsGoodOnce_HoweverItIsTyped_AlsoWhenManyTryAtOnce()
    {
        var (_, codes) = await _site.TurnOnAsync();
        var ada = await _site.AdaAsync();
        using PlainBrowser browser = new(_site.Site);

        Assert.Equal(10, codes.Distinct().Count());
        Assert.Equal(HttpStatusCode.Redirect, (await GiveAsync(browser, codes[0].ToUpperInvariant().Replace("-", " ", StringComparison.Ordinal))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await GiveAsync(new PlainBrowser(_site.Site), codes[0])).Status);
        var used = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(
            () => _site.WithAsync<SecondFactor, string?>(factor => factor.UseAsync(ada, codes[1], TestContext.Current.CancellationToken)))));
        Assert.Single(used, "recovery-code");
        Assert.Equal(8, await _site.WithAsync<SecondFactor, int>(factor => factor.CodesLeftAsync(ada, TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task OneCode_TriedByManyAtOnce_LetsOneIn()
    {
        var (secret, _) = await _site.TurnOnAsync();
        var ada = await _site.AdaAsync();
        var code = _site.NextCode(secret);

        var used = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(
            () => _site.WithAsync<SecondFactor, string?>(factor => factor.UseAsync(ada, code, TestContext.Current.CancellationToken)))));

        Assert.Single(used, "code");
    }

    [Fact]
    public async Task FiveWrongCodes_HoldUpTheSixth_EvenIfItIsRight()
    {
        var (secret, _) = await _site.TurnOnAsync();
        using PlainBrowser browser = new(_site.Site);
        foreach (var wrong in new[] { "000000", "nonsense", "", "12345", "aaaa-bbbb-cccc-dddd" })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await GiveAsync(browser, wrong)).Status);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await GiveAsync(browser, _site.NextCode(secret))).Status);
        using PlainBrowser elsewhere = new(_site.Site, "203.0.113.9");
        Assert.Equal(HttpStatusCode.Redirect, (await GiveAsync(elsewhere, _site.NextCode(secret))).Status);
    }

    [Fact]
    public async Task StepBetween_IsOver_AfterFiveMinutes_AndWhenThePasswordChanges()
    {
        var (secret, _) = await _site.TurnOnAsync();
        using PlainBrowser slow = new(_site.Site);
        await slow.SignInAsync(SignedIn.Email, SignedIn.Password);
        var form = await slow.GetAsync("/sign-in/code");
        _site.Time.Advance(SealedText.Life);

        var late = await slow.SendAsync("/sign-in/code", "code", form.Text, ("Form.Code", _site.NextCode(secret)));

        Assert.Equal((HttpStatusCode.Redirect, "/sign-in"), (late.Status, late.Location));
        using PlainBrowser thief = new(_site.Site);
        await thief.SignInAsync(SignedIn.Email, SignedIn.Password);
        using PlainBrowser owner = new(_site.Site, "203.0.113.9");
        var link = await _site.ResetLinkAsync();
        await owner.PostAsync(link, "reset", ("Form.Password", "four wet summers"), ("Form.Again", "four wet summers"));
        Assert.Equal("/sign-in", (await thief.GetAsync("/sign-in/code")).Location);
        Assert.Null(slow.Session ?? thief.Session);
    }

    [Fact]
    public async Task SettingUp_AsksForThePassword_ThenForACode_AndShowsTenRecoveryCodesOnce()
    {
        using var browser = await PlainBrowser.SignInAsync(_site.Site);
        const string Page = "/account/second-factor";

        var refused = await browser.PostAsync(Page, "change", ("Form.Password", "not the password"), ("Form.Wish", "on"));
        var shown = await browser.PostAsync(Page, "change", ("Form.Password", SignedIn.Password), ("Form.Wish", "on"));
        var secret = ShownSecret.Read(Regex.Match(shown.Text, "<p class=\"secret\"[^>]*><code[^>]*>([^<]+)</code>").Groups[1].Value);
        var wrong = await browser.SendAsync(Page, "confirm", shown.Text, ("Form.Code", "000000"));
        Assert.False(await IsOnAsync());
        var on = await browser.SendAsync(Page, "confirm", wrong.Text, ("Form.Code", _site.NextCode(secret)));

        Assert.Equal((HttpStatusCode.Forbidden, "This is not your password."), (refused.Status, refused.Problem));
        Assert.DoesNotContain("<svg class=\"qr\"", refused.Text, StringComparison.Ordinal);
        Assert.Contains("<svg class=\"qr\"", shown.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.True(await IsOnAsync());
        Assert.Equal(10, CodesIn(on.Text).Count);
        Assert.Empty(CodesIn((await browser.GetAsync(Page)).Text));

        // Whoever comes across an open session puts no authenticator of theirs in its place.
        Assert.Equal(HttpStatusCode.Conflict, (await browser.PostAsync(Page, "change", ("Form.Password", SignedIn.Password), ("Form.Wish", "on"))).Status);
    }

    [Fact]
    public async Task TurningOff_AndNewRecoveryCodes_AskForThePassword()
    {
        var (_, codes) = await _site.TurnOnAsync();
        using PlainBrowser browser = new(_site.Site);
        await GiveAsync(browser, codes[0]);
        const string Page = "/account/second-factor";

        Assert.Equal(HttpStatusCode.Forbidden, (await browser.PostAsync(Page, "change", ("Form.Password", "wrong"), ("Form.Wish", "off"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.PostAsync(Page, "change", ("Form.Password", "wrong"), ("Form.Wish", "codes"))).Status);
        var renewed = CodesIn((await browser.PostAsync(Page, "change", ("Form.Password", SignedIn.Password), ("Form.Wish", "codes"))).Text);
        Assert.Equal(10, renewed.Count);
        Assert.Empty(renewed.Intersect(codes));
        Assert.Equal(HttpStatusCode.Unauthorized, (await GiveAsync(new PlainBrowser(_site.Site), codes[1])).Status);
        Assert.Equal("/account", (await browser.PostAsync(Page, "change", ("Form.Password", SignedIn.Password), ("Form.Wish", "off"))).Location);
        Assert.False(await IsOnAsync());
        (await PlainBrowser.SignInAsync(_site.Site)).Dispose();
    }

    private static List<string> CodesIn(string page) => [.. Regex.Matches(page, "<code[^>]*>([a-z2-7]{4}(?:-[a-z2-7]{4}){3})</code>").Select(match => match.Groups[1].Value)];

    private static async Task<Answer> GiveAsync(PlainBrowser browser, string code)
    {
        await browser.SignInAsync(SignedIn.Email, SignedIn.Password);
        return await browser.PostAsync("/sign-in/code", "code", ("Form.Code", code));
    }

    private async Task<bool> IsOnAsync()
    {
        var ada = await _site.AdaAsync();
        return await _site.WithAsync<SecondFactor, bool>(factor => factor.IsOnAsync(ada, TestContext.Current.CancellationToken));
    }
}
