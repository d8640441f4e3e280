using Bunit;
using WorkSquared.Core;
using WorkSquared.Core.Events;
using WorkSquared.Core.Members;
using WorkSquared.Core.Tokens;
using WorkSquared.Tests.Support;
using WorkSquared.Web.Components.Tokens;

namespace WorkSquared.Tests.Web;

public sealed class TokensPageTests : IAsyncDisposable
{
    private static readonly Guid _viewer = Guid.Parse("01980000-0000-7000-8000-00000000000a");

    private readonly TestUi _ui = new() { Person = Member.ActorOf(_viewer) };

    public ValueTask DisposeAsync() => _ui.DisposeAsync();

    [Fact]
    public void Page_OfAGuest_IsNotThere()
    {
        Enter(Role.Guest);

        Assert.Equal("Page not found", _ui.Render<TokensPage>().Find("h1").TextContent);
    }

    [Theory]
    [InlineData(Role.Member, false)]
    [InlineData(Role.Admin, true)]
    public void Tokens_OfOthers_AreForWhoeverRunsTheWorkspace(Role role, bool areSeen)
    {
        Enter(role);
        Make(_viewer, "Own");
        Make(_ui.Team.Add("Bob", Role.Member), "Planner");

        var page = _ui.Render<TokensPage>();

        Assert.Equal(areSeen ? ["Own", "Planner"] : ["Own"], Names(page));
        Assert.Equal(areSeen, page.Markup.Contains("acts for Bob", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Token_IsMadeForOneself_AndShownOnce()
    {
        Enter(Role.Member);
        var page = _ui.Render<TokensPage>();

        await page.ClickAsync("#token");
        Assert.Equal("90", page.Find("#token-days option[selected]").GetAttribute("value"));
        await page.ChangeAsync("#token-name", " Planner ");
        await page.ChangeAsync("#token-scope", "Write");
        await page.ChangeAsync("#token-days", "30");
        await page.SubmitAsync("form");

        var created = Assert.IsType<TokenCreated>(_ui.Workspace.Log()[^1].Data);
        Assert.Equal(
            (_viewer, "Planner", TokenScope.Write, _ui.Time.GetUtcNow().AddDays(30)), (created.UserId, created.Name, created.Scope, created.ExpiresAt));
        page.WaitForAssertion(() => Assert.Equal($"ws_{created.Id:N}_secret", page.Find("[aria-label=Token]").GetAttribute("value")));
        await page.ActAsync("section.make .text-button", button => button.ClickAsync());
        Assert.DoesNotContain("secret", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_FollowsTheLog_AndRevokesOnASecondWord()
    {
        Enter(Role.Member);
        var (page, other) = (_ui.Render<TokensPage>(), _ui.Render<TokensPage>());
        Make(_viewer, "Planner");
        page.WaitForAssertion(() => Assert.Equal(["Planner"], Names(page)));

        await page.ClickAsync("[aria-label='Revoke Planner…']");
        Assert.Contains("Revoke “Planner”?", page.Find("[role=group]").TextContent, StringComparison.Ordinal);
        await page.ClickAsync("[role=group] .quiet");
        Assert.Equal(0, _ui.Workspace.Count<TokenRevoked>());

        await page.ClickAsync("[aria-label='Revoke Planner…']");
        await page.ClickAsync("[role=group] .danger");
        other.WaitForAssertion(() => Assert.Equal("Revoked", other.Find("li .tag").TextContent));
        Assert.Empty(other.FindAll("[aria-label^=Revoke]"));
    }

    [Fact]
    public async Task Refusals_AreSaidWhereTheyWereAsked()
    {
        Enter(Role.Member);
        Make(_viewer, "Planner");
        var page = _ui.Render<TokensPage>();
        _ui.Workspace.Refusal = new CommandRefusedException(Refusal.Forbidden, "Your role in this workspace does not allow this.");

        await page.ClickAsync("[aria-label='Revoke Planner…']");
        await page.ClickAsync("[role=group] .danger");
        page.WaitForAssertion(() => Assert.Contains("Your role", page.Find("li [role=alert]").TextContent, StringComparison.Ordinal));

        await page.ClickAsync("#token");
        await page.SubmitAsync("form");
        page.WaitForAssertion(() => Assert.Contains("Your role", page.Find("form [role=alert]").TextContent, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Names(IRenderedComponent<TokensPage> page) => page.FindAll("h3").Select(heading => heading.TextContent);

    private void Enter(Role role)
    {
        _ui.Workspace.Commit(new UserCreated(_viewer, "Ada", _ui.Time.GetUtcNow()), _ui.Person);
        _ui.Workspace.Commit(new RoleGranted(_viewer, role, _ui.Time.GetUtcNow()), Actor.System);
    }

    private void Make(Guid userId, string name)
    {
        var now = _ui.Time.GetUtcNow();
        _ui.Workspace.Commit(new TokenCreated(_ui.Workspace.NewId(), name, userId, TokenScope.Read, now.AddDays(90), now), Member.ActorOf(userId));
    }
}
