using System.Net;
using Microsoft.EntityFrameworkCore;
using WorkSquared.Core.Members;
using WorkSquared.Tests.Support;
using Audit = WorkSquared.Core.Audit;

namespace WorkSquared.Tests.Web.Accounts.Oidc;

/// <summary>An invite holds what it says, whatever way somebody proves who they are.</summary>
public sealed class OidcJoiningTests(OidcSite site) : IClassFixture<OidcSite>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Newcomer_GetsAnAccountWithoutAPassword_AndTheRoleOfTheLink_Once()
    {
        var link = await site.InviteAsync(Role.Guest);
        using var grace = site.Browser();
        Assert.Contains($"href=\"join/{link}/oidc\">Join with Acme ID</a>", (await grace.GetAsync($"/join/{link}")).Text, StringComparison.Ordinal);

        var back = await site.GoAsync(grace, new Person("grace-1", "grace@example.com", IsVerified: false, "Grace Hopper"), $"/join/{link}/oidc");

        Assert.Equal("/", back.Location);
        Assert.NotNull(grace.Session);
        var account = await site.AccountsAsync(accounts => accounts.FindByLoginAsync(site.Provider.Url, "grace-1"));
        Assert.Equal(("grace@example.com", null), (account!.Email, account.PasswordHash));
        Assert.Equal(("Grace Hopper", Role.Guest), (await site.Team.ListAsync(OidcSite.Store, Cancellation)).Where(member => member.Id == account.Id).Select(member => (member.Name, member.Role)).Single());
        var now = site.Time.GetUtcNow();
        Assert.Equal([new Audit.ExternalLoginLinked(account.Id, site.Provider.Url, "invite", now), new Audit.SignedIn(account.Id, "oidc", now)], await site.LogAsync(2));

        using var late = site.Browser();
        Assert.Equal($"/join/{link}", (await late.GetAsync($"/join/{link}/oidc")).Location);
        Assert.Equal(HttpStatusCode.Unauthorized, (await late.SignInAsync("grace@example.com", "")).Status);
    }

    [Theory]
    [InlineData("bob@example.com", false, "otheremail")]
    [InlineData("bob@example.com", null, "otheremail")]
    [InlineData("eve@example.com", true, "otheremail")]
    [InlineData(null, true, "otheremail")]
    public async Task Invite_ForAnAddress_LetsNobodyInWhomTheProviderDoesNotVouchFor(string? email, object? isVerified, string problem)
    {
        var link = await site.InviteAsync(email: "bob@example.com");
        using var browser = site.Browser();

        var back = await site.GoAsync(browser, new Person("eve-1", email, isVerified), $"/join/{link}/oidc");

        Assert.EndsWith($"problem={problem}", back.Location, StringComparison.Ordinal);
        Assert.Null(browser.Session);
        Assert.Null(await site.WhoIsAsync("eve-1"));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync($"/join/{link}")).Status);
    }

    [Fact]
    public async Task Invite_ForAnAddress_LetsItsOwnerIn()
    {
        var link = await site.InviteAsync(email: "Trent@Example.com");
        using var browser = site.Browser();

        Assert.Equal("/", (await site.GoAsync(browser, new Person("trent-1", "trent@example.com", "true"), $"/join/{link}/oidc")).Location);
    }

    [Theory]
    [InlineData(SignedIn.Email, "takenemail")]
    [InlineData("no address", "noemail")]
    [InlineData(null, "noemail")]
    public async Task Newcomer_WithAnAddressThatIsTakenOrNone_HasNoAccount_AndTheLinkIsStillGood(string? email, string problem)
    {
        var link = await site.InviteAsync();
        using var browser = site.Browser();

        var back = await site.GoAsync(browser, new Person("eve-2", email, true), $"/join/{link}/oidc");

        Assert.EndsWith($"problem={problem}", back.Location, StringComparison.Ordinal);
        Assert.Null(await site.WhoIsAsync("eve-2"));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync($"/join/{link}")).Status);
    }

    [Fact]
    public async Task SomebodyWithAnAccount_FindsTheirNameOnTheInvite()
    {
        await site.JoinLinkedAsync("Walter", "walter-1");
        var link = await site.InviteAsync(Role.Admin);
        using var browser = site.Browser();

        var back = await site.GoAsync(browser, new Person("walter-1", "walter@example.com", true), $"/join/{link}/oidc");

        Assert.Equal($"/join/{link}", back.Location);
        Assert.Contains("Join as Walter", (await browser.GetAsync(back.Location!)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OneInvite_TakenAtOnceByPasswordsAndByTheProvider_MakesOneAccount()
    {
        var link = await site.InviteAsync();
        var before = await site.AccountsAsync(accounts => accounts.Users.CountAsync(Cancellation));
        var browsers = Enumerable.Range(0, 8).Select(_ => site.Browser()).ToList();
        List<Func<Task<Answer>>> attempts = [];
        foreach (var (i, browser) in browsers.Index())
        {
            if (i % 2 == 0)
            {
                var callback = await site.CallbackAsync(browser, new Person($"racer-{i}", $"racer{i}@example.com", true), $"/join/{link}/oidc");
                attempts.Add(() => browser.GetAsync(callback));
            }
            else
            {
                var page = (await browser.GetAsync($"/join/{link}")).Text;
                attempts.Add(() => browser.SendAsync(
                    $"/join/{link}", "join", page, ("Form.Name", $"Racer {i}"), ("Form.Email", $"racer{i}@example.com"), ("Form.Password", SignedIn.Password)));
            }
        }

        var answers = await Task.WhenAll(attempts.Select(attempt => attempt()));

        Assert.Single(answers, answer => answer.Location is "/");
        Assert.Equal(before + 1, await site.AccountsAsync(accounts => accounts.Users.CountAsync(Cancellation)));
        browsers.ForEach(browser => browser.Dispose());
    }
}
