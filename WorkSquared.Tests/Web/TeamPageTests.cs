using AngleSharp.Dom;
using Bunit;
using MudBlazor;
using WorkSquared.Core;
using WorkSquared.Core.Events;
using WorkSquared.Core.Invites;
using WorkSquared.Core.Members;
using WorkSquared.Tests.Support;
using WorkSquared.Web.Components.Team;

namespace WorkSquared.Tests.Web;

public sealed class TeamPageTests : IAsyncDisposable
{
    private static readonly Guid _viewer = Guid.Parse("01980000-0000-7000-8000-00000000000a");

    private readonly TestUi _ui = new() { Person = Member.ActorOf(_viewer) };

    public ValueTask DisposeAsync() => _ui.DisposeAsync();

    [Theory]
    [InlineData(Role.Guest)]
    [InlineData(Role.Member)]
    public void Page_OfWhoeverDoesNotRunTheWorkspace_IsAList(Role role)
    {
        Enter(role);
        _ui.Team.Add("Bob", Role.Owner);
        _ui.Workspace.Commit(new InviteCreated(_ui.Workspace.NewId(), Role.Member, _ui.Time.GetUtcNow(), _ui.Time.GetUtcNow(), "grace@example.com"), Actor.System);

        var page = _ui.Render<TeamPage>();

        Assert.Equal(["Bob", "Ada"], Names(page));
        Assert.Equal("You", page.Find("li:last-child .tag").TextContent);
        Assert.Empty(page.FindAll("main button"));
        Assert.DoesNotContain("grace@example.com", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_FollowsTheLog_AndLosesWhatItsViewerMayNotAnyMore()
    {
        Enter(Role.Admin);
        var bob = _ui.Team.Add("Bob", Role.Member);
        var page = _ui.Render<TeamPage>();
        Assert.NotEmpty(page.FindAll("[aria-label='More for Bob']"));

        _ui.Team.Add("Cleo", Role.Guest);
        page.WaitForAssertion(() => Assert.Contains("Cleo", Names(page)));
        _ui.Workspace.Commit(new UserRenamed(bob, "Robert", _ui.Time.GetUtcNow()), Member.ActorOf(bob));
        page.WaitForAssertion(() => Assert.Contains("Robert", Names(page)));
        _ui.Workspace.Commit(new MemberRemoved(bob, _ui.Time.GetUtcNow()), Actor.System);
        page.WaitForAssertion(() => Assert.DoesNotContain("Robert", Names(page)));

        _ui.Workspace.Commit(new RoleGranted(_viewer, Role.Member, _ui.Time.GetUtcNow()), Actor.System);
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("main button")));
    }

    [Fact]
    public async Task Menu_OffersRolesUpToTheViewersOwn_AndIsNotThereForWhoeverHasAGreaterOne()
    {
        Enter(Role.Admin);
        _ui.Team.Add("Olga", Role.Owner);
        var bob = _ui.Team.Add("Bob", Role.Member);
        var (popovers, page) = (_ui.Render<MudPopoverProvider>(), _ui.Render<TeamPage>());

        Assert.Empty(page.FindAll("[aria-label='More for Olga']"));
        await page.ClickAsync("[aria-label='More for Bob']");
        popovers.WaitForAssertion(() => Assert.Equal(["Make a guest", "Make an admin", "Remove…"], Entries(popovers).Select(entry => entry.TextContent.Trim())));
        await ChooseAsync(popovers, "Make an admin");

        page.WaitForAssertion(() => Assert.Equal(new RoleGranted(bob, Role.Admin, _ui.Time.GetUtcNow()), _ui.Workspace.Log()[^1].Data));
        Assert.Equal(_ui.Person, _ui.Workspace.Log()[^1].Actor);
    }

    [Fact]
    public async Task Removal_AsksOnce_AndIsDoneOnASecondWord()
    {
        Enter(Role.Owner);
        _ui.Team.Add("Bob", Role.Member);
        var (popovers, page) = (_ui.Render<MudPopoverProvider>(), _ui.Render<TeamPage>());

        await page.ClickAsync("[aria-label='More for Bob']");
        await ChooseAsync(popovers, "Remove…");
        page.WaitForAssertion(() => Assert.Contains("Remove Bob?", page.Find("[role=group]").TextContent, StringComparison.Ordinal));
        await page.ClickAsync("[role=group] button.quiet");
        Assert.Empty(page.FindAll("[role=group]"));
        Assert.Equal(0, _ui.Workspace.Count<MemberRemoved>());

        await page.ClickAsync("[aria-label='More for Bob']");
        await ChooseAsync(popovers, "Remove…");
        page.WaitForElement("[role=group]");
        await page.ClickAsync("[role=group] button.danger");
        page.WaitForAssertion(() => Assert.Equal(["Ada"], Names(page)));
    }

    [Fact]
    public async Task Administrator_OfTheInstance_SuspendsOnASecondWord_AndReinstates_ButNotThemselves()
    {
        Enter(Role.Member);
        _ui.Team.Administrators.Add(_viewer);
        var bob = _ui.Team.Add("Bob", Role.Owner);
        var (popovers, page) = (_ui.Render<MudPopoverProvider>(), _ui.Render<TeamPage>());
        Assert.Empty(page.FindAll("[aria-label='More for Ada']"));

        await page.ClickAsync("[aria-label='More for Bob']");
        popovers.WaitForAssertion(() => Assert.Equal(
            ["Make a link to reset the password…", "Suspend everywhere…"], Entries(popovers).Select(entry => entry.TextContent.Trim())));
        await ChooseAsync(popovers, "Suspend everywhere…");
        page.WaitForAssertion(() => Assert.Contains("Suspend Bob?", page.Find("[role=group]").TextContent, StringComparison.Ordinal));
        Assert.Equal(0, _ui.Workspace.Count<MemberSuspended>());
        await page.ClickAsync("[role=group] button.danger");
        page.WaitForAssertion(() => Assert.Equal("Suspended", page.Find("li .tag.off").TextContent));
        Assert.Equal((new MemberSuspended(bob, _ui.Time.GetUtcNow()), _ui.Person), (_ui.Workspace.Log()[^1].Data, _ui.Workspace.Log()[^1].Actor));

        await page.ClickAsync("[aria-label='More for Bob']");
        await ChooseAsync(popovers, "Reinstate");
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("li .tag.off")));
    }

    [Fact]
    public async Task LinkToResetAPassword_IsMadeOnASecondWord_AndShownOnce()
    {
        Enter(Role.Member);
        _ui.Team.Administrators.Add(_viewer);
        var bob = _ui.Team.Add("Bob", Role.Member);
        var (popovers, page) = (_ui.Render<MudPopoverProvider>(), _ui.Render<TeamPage>());

        await page.ClickAsync("[aria-label='More for Bob']");
        await ChooseAsync(popovers, "Make a link to reset the password…");
        page.WaitForElement("[role=group]");
        await page.ChangeAsync("[role=group] input", true);
        await page.ClickAsync("[role=group] button.danger");

        page.WaitForAssertion(() => Assert.Equal("http://localhost/reset/secret", page.Find("li .shown input").GetAttribute("value")));
        Assert.Equal([(bob, true, _ui.Person)], _ui.Resets.Made);
        Assert.Contains("for 30 minutes", page.Markup, StringComparison.Ordinal);
        await page.ClickAsync("li .shown .quiet");
        Assert.DoesNotContain("secret", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusal_IsSaidAtTheMember()
    {
        Enter(Role.Owner);
        var (popovers, page) = (_ui.Render<MudPopoverProvider>(), _ui.Render<TeamPage>());
        _ui.Workspace.Refusal = new CommandRefusedException(Refusal.Conflict, "The last owner stays.");

        await page.ClickAsync("[aria-label='More for Ada']");
        await ChooseAsync(popovers, "Make a guest");

        page.WaitForAssertion(() => Assert.Equal("The last owner stays.", page.Find("li [role=alert]").TextContent));
    }

    [Fact]
    public async Task Invite_ShowsItsLinkOnce_AndCanBeRevoked()
    {
        Enter(Role.Admin);
        var page = _ui.Render<TeamPage>();

        await page.ClickAsync("#invite");
        Assert.Equal(["Guest", "Member", "Admin"], page.FindAll("option").Select(option => option.TextContent));
        await page.ChangeAsync("#invite-role", "Guest");
        await page.ChangeAsync("#invite-email", " grace@example.com ");
        await page.SubmitAsync("form");

        var created = Assert.IsType<InviteCreated>(_ui.Workspace.Log()[^1].Data);
        Assert.Equal((Role.Guest, "grace@example.com"), (created.Role, created.Email));
        page.WaitForAssertion(() => Assert.Equal($"http://localhost/join/wsi_{created.Id:N}_secret", page.Find("[aria-label='Invite link']").GetAttribute("value")));
        Assert.Contains("for 7 days", page.Markup, StringComparison.Ordinal);
        await page.ActAsync("section.invite .text-button", button => button.ClickAsync());
        Assert.DoesNotContain("secret", page.Markup, StringComparison.Ordinal);

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[aria-label='Revoke the invite for grace@example.com']")));
        await page.ClickAsync("[aria-label='Revoke the invite for grace@example.com']");
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[aria-label^=Revoke]")));
    }

    [Fact]
    public async Task Invite_Refused_KeepsItsForm_AndSaysWhy()
    {
        Enter(Role.Admin);
        var page = _ui.Render<TeamPage>();
        _ui.Workspace.Refusal = new CommandRefusedException(Refusal.Invalid, "This is no e-mail address.");

        await page.ClickAsync("#invite");
        await page.ChangeAsync("#invite-email", "grace@");
        await page.SubmitAsync("form");

        page.WaitForAssertion(() => Assert.Equal("This is no e-mail address.", page.Find("form [role=alert]").TextContent));
        Assert.Equal("grace@", page.Find("#invite-email").GetAttribute("value"));
    }

    private static IEnumerable<string> Names(IRenderedComponent<TeamPage> page) =>
        page.FindAll("h3").Select(heading => heading.TextContent);

    private static IEnumerable<IElement> Entries(IRenderedComponent<MudPopoverProvider> popovers) => popovers.FindAll("[role=menuitem]");

    private static async Task ChooseAsync(IRenderedComponent<MudPopoverProvider> popovers, string text)
    {
        popovers.WaitForAssertion(() => Assert.NotNull(Entry()));
        await popovers.InvokeAsync(() => Entry()!.ClickAsync());

        IElement? Entry() => Entries(popovers).FirstOrDefault(entry => entry.TextContent.Trim() == text);
    }

    private void Enter(Role role)
    {
        _ui.Workspace.Commit(new UserCreated(_viewer, "Ada", _ui.Time.GetUtcNow()), _ui.Person);
        _ui.Workspace.Commit(new RoleGranted(_viewer, role, _ui.Time.GetUtcNow()), Actor.System);
    }
}
