using System.Net;
using System.Text.RegularExpressions;

namespace WorkSquared.Tests.Web.Accounts;

/// <summary>The list of where one is signed in.</summary>
public sealed class OwnSessionsTests : IAsyncLifetime
{
    private readonly AccountSite _site = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Session_ThatIsEnded_IsOver_AndOnlyThatOne()
    {
        using var first = await PlainBrowser.SignInAsync(_site.Site);
        _site.Time.Advance(TimeSpan.FromSeconds(1));
        using var second = await PlainBrowser.SignInAsync(_site.Site);
        _site.Time.Advance(TimeSpan.FromSeconds(1));
        using var third = await PlainBrowser.SignInAsync(_site.Site);

        // The newest first, and one's own has no button.
        var buttons = Regex.Matches((await third.GetAsync("/account")).Text, "name=\"Form.SessionId\" value=\"([^\"]+)\"");
        var ended = await third.PostAsync("/account", "end", ("Form.SessionId", buttons[0].Groups[1].Value));

        Assert.Equal(2, buttons.Count);
        Assert.Equal((HttpStatusCode.Redirect, "/account"), (ended.Status, ended.Location));
        Assert.Equal(HttpStatusCode.Redirect, (await second.GetAsync("/account")).Status);
        Assert.Equal(HttpStatusCode.OK, (await first.GetAsync("/account")).Status);
        Assert.Equal(HttpStatusCode.OK, (await third.GetAsync("/account")).Status);
    }

    [Fact]
    public async Task AllOthers_EndAtOnce_AndThisOneStays()
    {
        using var first = await PlainBrowser.SignInAsync(_site.Site);
        using var second = await PlainBrowser.SignInAsync(_site.Site);

        await second.PostAsync("/account", "end", ("Form.IsAllOthers", "true"));

        Assert.Equal(HttpStatusCode.Redirect, (await first.GetAsync("/account")).Status);
        Assert.Equal(HttpStatusCode.OK, (await second.GetAsync("/account")).Status);
        Assert.Equal(1, await _site.SessionsAsync());
    }

    [Theory]
    [InlineData("/account")]
    [InlineData("/account/password")]
    [InlineData("/account/second-factor")]
    [InlineData("/account/passkeys")]
    public async Task Stranger_SeesNoPageOfAnAccount(string page)
    {
        using PlainBrowser stranger = new(_site.Site);

        var answer = await stranger.GetAsync(page);

        Assert.Equal((HttpStatusCode.Redirect, $"/sign-in?return={Uri.EscapeDataString(page)}"), (answer.Status, answer.Location));
    }
}
