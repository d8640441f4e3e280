using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using WorkSquared.Core.Events;
using WorkSquared.Core.Invites;
using WorkSquared.Core.Members;
using WorkSquared.Tests.Support;
using WorkSquared.Web.Accounts;

namespace WorkSquared.Tests.Web.Accounts;

public sealed partial class JoiningTests : IAsyncLifetime
{
    private const string Store = "default";
    private const string Password = "nine quiet harbours";

    private readonly RevokedMeanwhile _invites = new();
    private readonly TestSite _site;
    private Guid _ada;

    public JoiningTests() => _site = new TestSite { Configure = services => services.AddSingleton<IInvites>(_invites.Around(services)) };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ITeamReader Team => _site.Services.GetRequiredService<ITeamReader>();

    public async ValueTask InitializeAsync()
    {
        _ada = (await Team.ListAsync(Store, Cancellation)).Single().Id;
        Assert.Same(_invites, _site.Services.GetRequiredService<IInvites>());
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Newcomer_GetsAnAccount_ASession_AndTheRoleOfTheLink_Once()
    {
        var link = await InviteAsync(Role.Guest);
        using var grace = Stranger();

        Assert.Contains("Ada invites you to Work Squared", await grace.GetStringAsync($"/join/{link}", Cancellation), StringComparison.Ordinal);
        var joined = await JoinAsync(grace, link, "grace@example.com");

        Assert.Equal("/", TargetOf(joined));
        Assert.Equal(("Grace", Role.Guest), (await Team.ListAsync(Store, Cancellation)).Where(member => member.Id != _ada).Select(member => (member.Name, member.Role)).Single());
        Assert.Equal(HttpStatusCode.OK, (await grace.GetAsync("/team", Cancellation)).StatusCode);
        using var late = Stranger();
        Assert.Equal(HttpStatusCode.NotFound, (await late.GetAsync($"/join/{link}", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task TenAtOnce_WithOneLink_MakeOneAccount()
    {
        var link = await InviteAsync();
        var strangers = Enumerable.Range(0, 10).Select(_ => Stranger()).ToList();
        var forms = await Task.WhenAll(strangers.Select(stranger => FormAsync(stranger, link)));

        var answers = await Task.WhenAll(strangers.Select((stranger, i) => PostAsync(stranger, link, forms[i], $"grace{i}@example.com")));

        Assert.Single(answers, answer => TargetOf(answer) == "/");
        Assert.Equal(2, (await Team.ListAsync(Store, Cancellation)).Count);
        Assert.Equal(2, await AccountsAsync(accounts => accounts.Users.CountAsync(Cancellation)));
        strangers.ForEach(stranger => stranger.Dispose());
    }

    [Fact]
    public async Task Link_UsedUpWhileItsAccountIsMade_LeavesNoAccount_AndSaysWhatABadLinkSays()
    {
        var link = await InviteAsync();
        using var grace = Stranger();
        var form = await FormAsync(grace, link);
        _invites.RevokedBy = Member.ActorOf(_ada);

        var answer = await PostAsync(grace, link, form, "grace@example.com");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("This link is not good", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Null(await AccountsAsync(accounts => accounts.FindByEmailAsync("grace@example.com")));
    }

    [Fact]
    public async Task Link_ThatIsNotGood_IsTheSamePage_WhateverTheReason()
    {
        using var stranger = Stranger();
        var used = await InviteAsync();
        await JoinAsync(stranger, used, "grace@example.com");
        var revoked = await InviteAsync();
        foreach (var invite in await _invites.ListAsync(Store, Cancellation))
        {
            await _invites.RevokeAsync(Store, invite.Id, Member.ActorOf(_ada), Cancellation);
        }

        var good = await InviteAsync();
        using var visitor = Stranger();
        List<string> pages = [];
        foreach (var link in new[] { used, revoked, good[..^1] + (good[^1] == 'A' ? 'Q' : 'A'), "wsi_", "nonsense" })
        {
            var answer = await visitor.GetAsync($"/join/{link}", Cancellation);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            pages.Add(Shown().Match(await answer.Content.ReadAsStringAsync(Cancellation)).Value);
        }

        Assert.Contains("This link is not good", Assert.Single(pages.Distinct()), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync($"/join/{good}", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task Link_Guessed_IsNotEvenLookedAtAfterThirtyTimes_GoodOrNot()
    {
        var good = await InviteAsync();
        using var stranger = Stranger();
        for (var i = 0; i < CredentialGate.FailuresPerAddress; i++)
        {
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/join/guess{i}", Cancellation)).StatusCode);
        }

        var answer = await stranger.GetAsync($"/join/{good}", Cancellation);

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task Invite_ForAnAddress_MakesTheAccountOfThatAddress_AndLetsNobodyElseIn()
    {
        var (own, other) = (await InviteAsync(email: "grace@example.com"), await InviteAsync(email: "bob@example.com"));
        using var grace = Stranger();

        await JoinAsync(grace, own, "eve@example.com");
        Assert.NotNull(await AccountsAsync(accounts => accounts.FindByEmailAsync("grace@example.com")));
        Assert.Null(await AccountsAsync(accounts => accounts.FindByEmailAsync("eve@example.com")));

        await RemoveAsync("Grace");
        var refused = await PostAsync(grace, other, await FormAsync(grace, other), handler: "join-as");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Contains("another e-mail address", await refused.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Single(await Team.ListAsync(Store, Cancellation));
    }

    [Fact]
    public async Task SomebodyWithAnAccount_JoinsByOneButton_UnderTheirName()
    {
        using var grace = Stranger();
        await JoinAsync(grace, await InviteAsync(), "grace@example.com");
        await RemoveAsync("Grace");
        Assert.Equal(HttpStatusCode.Redirect, (await GetPageAsync(grace, "/team")).StatusCode);

        var link = await InviteAsync(Role.Admin);
        Assert.Contains("Join as Grace", await grace.GetStringAsync($"/join/{link}", Cancellation), StringComparison.Ordinal);
        var joined = await PostAsync(grace, link, await FormAsync(grace, link), handler: "join-as");

        Assert.Equal("/", TargetOf(joined));
        Assert.Equal(Role.Admin, (await Team.ListAsync(Store, Cancellation)).Single(member => member.Name == "Grace").Role);
        Assert.Equal(HttpStatusCode.OK, (await GetPageAsync(grace, "/team")).StatusCode);
        Assert.Equal(2, await AccountsAsync(accounts => accounts.Users.CountAsync(Cancellation)));
    }

    [Theory]
    [InlineData(SignedIn.Email, Password, "Grace", HttpStatusCode.Conflict, "No account can be made with this e-mail address.")]
    [InlineData("grace", Password, "Grace", HttpStatusCode.BadRequest, "This is no e-mail address.")]
    [InlineData("grace@example.com", "short", "Grace", HttpStatusCode.BadRequest, "A password has at least 12 characters.")]
    [InlineData("grace@example.com", "grace brewster hopper", "Grace Brewster Hopper", HttpStatusCode.BadRequest, "This password is hardly more than your e-mail address or name.")]
    [InlineData("grace@example.com", Password, "Assistant", HttpStatusCode.BadRequest, "This word means something here already.")]
    public async Task Newcomer_Refused_IsToldWhy_HasNoAccount_AndTheLinkIsStillGood(string email, string password, string name, HttpStatusCode status, string sentence)
    {
        var link = await InviteAsync();
        using var grace = Stranger();

        var refused = await PostAsync(grace, link, await FormAsync(grace, link), email, password, name);

        Assert.Equal(status, refused.StatusCode);
        Assert.Contains(sentence, WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync(Cancellation)), StringComparison.Ordinal);
        Assert.Equal(1, await AccountsAsync(accounts => accounts.Users.CountAsync(Cancellation)));
        Assert.Equal("/", TargetOf(await JoinAsync(grace, link, "grace@example.com")));
    }

    [Fact]
    public async Task Account_ThatAnAttemptHasLeft_WhichWasKilled_IsInNobodysWay()
    {
        await AccountsAsync(accounts => accounts.OpenAsync("grace@example.com", "what she typed then", TimeProvider.System));
        using var grace = Stranger();

        var joined = await JoinAsync(grace, await InviteAsync(), "grace@example.com");

        Assert.Equal("/", TargetOf(joined));
        var account = await AccountsAsync(accounts => accounts.FindByEmailAsync("grace@example.com"));
        Assert.True(await AccountsAsync(accounts => accounts.CheckPasswordAsync(account!, Password)));
    }

    [Fact]
    public async Task Addresses_TriedWithAGoodLink_AreCounted()
    {
        var link = await InviteAsync();
        using var eve = Stranger();
        var form = await FormAsync(eve, link);
        for (var i = 0; i < CredentialGate.FailuresPerAddress; i++)
        {
            Assert.Equal(HttpStatusCode.Conflict, (await PostAsync(eve, link, form, SignedIn.Email)).StatusCode);
        }

        await PostAsync(eve, link, form, "free@example.com");

        Assert.Null(await AccountsAsync(accounts => accounts.FindByEmailAsync("free@example.com")));
    }

    private async Task<string> InviteAsync(Role role = Role.Member, string? email = null) =>
        (await _invites.CreateAsync(new CreateInvite(Store, role, email, Member.ActorOf(_ada)), Cancellation)).Text;

    private async Task RemoveAsync(string name)
    {
        var member = (await Team.ListAsync(Store, Cancellation)).Single(member => member.Name == name);
        await _site.Services.GetRequiredService<ITeamCommands>().RemoveAsync(Store, member.Id, Member.ActorOf(_ada), Cancellation);
    }

    private async Task<T> AccountsAsync<T>(Func<UserManager<Account>, Task<T>> ask)
    {
        await using var scope = _site.Services.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<UserManager<Account>>());
    }

    /// <summary>A browser in which nobody is signed in.</summary>
    private HttpClient Stranger() =>
        new(new CookieContainerHandler { InnerHandler = _site.Server.CreateHandler() }) { BaseAddress = _site.Server.BaseAddress };

    private static async Task<HttpResponseMessage> GetPageAsync(HttpClient client, string path)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, path);
        request.Headers.Add("Accept", "text/html");
        return await client.SendAsync(request, Cancellation);
    }

    private static async Task<HttpResponseMessage> JoinAsync(HttpClient client, string link, string email) =>
        await PostAsync(client, link, await FormAsync(client, link), email);

    /// <returns>The token of the form on the page.</returns>
    private static async Task<string> FormAsync(HttpClient client, string link) =>
        PostedForm.TokenIn(await client.GetStringAsync($"/join/{link}", Cancellation));

    private static async Task<HttpResponseMessage> PostAsync(
        HttpClient client, string link, string token, string email = "", string password = Password, string name = "Grace", string handler = "join")
    {
        using var form = PostedForm.WithToken(token, handler, ("Form.Name", name), ("Form.Email", email), ("Form.Password", password));
        return await client.PostAsync($"/join/{link}", form, Cancellation);
    }

    /// <returns>Where it leads; null when it shows a page.</returns>
    private static string? TargetOf(HttpResponseMessage answer) =>
        answer.Headers.Location is { } location ? new Uri(answer.RequestMessage!.RequestUri!, location).AbsolutePath : null;

    [GeneratedRegex("<main.*</main>", RegexOptions.Singleline)]
    private static partial Regex Shown();

    /// <summary>The real invites, of which one may end between the looking and the using.</summary>
    private sealed class RevokedMeanwhile : IInvites
    {
        private IInvites _real = null!;

        /// <summary>Who revokes an invite just before it is used; null for nobody.</summary>
        public Actor? RevokedBy { get; set; }

        public Func<IServiceProvider, IInvites> Around(IServiceCollection services)
        {
            var real = services.Last(service => service.ServiceType == typeof(IInvites)).ImplementationType!;
            return provider =>
            {
                _real = (IInvites)ActivatorUtilities.CreateInstance(provider, real);
                return this;
            };
        }

        public Task<IssuedInvite> CreateAsync(CreateInvite command, CancellationToken cancellationToken) => _real.CreateAsync(command, cancellationToken);

        public Task<Invite?> FindAsync(string text, CancellationToken cancellationToken) => _real.FindAsync(text, cancellationToken);

        public async Task AcceptAsync(string text, Guid accountId, string name, CancellationToken cancellationToken)
        {
            if (RevokedBy is { } actor && await FindAsync(text, cancellationToken) is { } invite)
            {
                await RevokeAsync(invite.StoreId, invite.Id, actor, cancellationToken);
            }

            await _real.AcceptAsync(text, accountId, name, cancellationToken);
        }

        public Task RevokeAsync(string storeId, Guid inviteId, Actor actor, CancellationToken cancellationToken) =>
            _real.RevokeAsync(storeId, inviteId, actor, cancellationToken);

        public Task<IReadOnlyList<Invite>> ListAsync(string storeId, CancellationToken cancellationToken) => _real.ListAsync(storeId, cancellationToken);
    }
}
