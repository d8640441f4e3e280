using WorkSquared.Core;
using WorkSquared.Core.Events;
using WorkSquared.Core.Members;
using WorkSquared.Core.Pushing;
using WorkSquared.Core.Tokens;
using WorkSquared.Core.Verification;
using WorkSquared.Tests.Core.Team;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Core.Tokens;

/// <summary>A token is worth what its user is.</summary>
public sealed class TokensOfATeamTests : IAsyncLifetime
{
    private TeamOfTheTest _team = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ITokenCommands Commands => _team.Workspace.Get<ITokenCommands>();

    private ITokenReader Reader => _team.Workspace.Get<ITokenReader>();

    public async ValueTask InitializeAsync() => _team = await TeamOfTheTest.StartAsync();

    public ValueTask DisposeAsync() => _team.DisposeAsync();

    [Theory]
    [InlineData("removed")]
    [InlineData("suspended")]
    [InlineData("demoted")]
    [InlineData("without an account")]
    public async Task Token_OfSomebodyWhoMayNothingMore_IsNotGoodAtOnce(string what)
    {
        var bob = await _team.JoinAsync("Bob", Role.Member);
        var token = await CreateAsync(bob, Member.ActorOf(bob));
        var holder = await Reader.FindAsync(token.Text, Cancellation);
        Assert.True(await Reader.StandsAsync(holder!, Cancellation));
        Assert.NotNull(await PushAsync(holder!));

        await (what switch
        {
            "removed" => _team.RemoveAsync(_team.Ada, bob),
            "suspended" => _team.SuspendAsync(_team.Ada, bob),
            "demoted" => _team.ChangeAsync(_team.Ada, bob, Role.Guest),
            _ => _team.RemoveAsync(_team.Ada, bob, InstanceStore.Id),
        });

        Assert.Null(await Reader.FindAsync(token.Text, Cancellation));
        Assert.False(await Reader.StandsAsync(holder!, Cancellation));
        Assert.Null(await PushAsync(holder!));
    }

    [Fact]
    public async Task Service_NeedsNoAccount_AndIsNotLetInAgainOnceItIsRemoved()
    {
        var token = await CreateByNameAsync("planner@example.org");
        var holder = await Reader.FindAsync(token.Text, Cancellation);
        Assert.NotNull(await PushAsync(holder!));
        Assert.Equal(Role.Member, await _team.RoleOfAsync(holder!.UserId));
        Assert.DoesNotContain(await _team.Reader.ListAsync(InstanceStore.Id, Cancellation), account => account.Id == holder.UserId);

        await _team.RemoveAsync(_team.Ada, holder.UserId);

        Assert.Null(await Reader.FindAsync(token.Text, Cancellation));
        await TeamOfTheTest.RefuseAsync(Refusal.Conflict, () => CreateByNameAsync("planner@example.org"));
    }

    [Fact]
    public async Task Token_ForAnAccount_NeedsItToBelongToTheStore()
    {
        _team.AddStore("other");

        await TeamOfTheTest.RefuseAsync(Refusal.NotFound, () => CreateAsync(_team.Ada, Actor.System, "other"));
        await TeamOfTheTest.RefuseAsync(Refusal.NotFound, () => CreateAsync(_team.Workspace.NewId(), Actor.System));
        await TeamOfTheTest.RefuseAsync(Refusal.Invalid, () => CreateAsync(_team.Ada, Actor.System, InstanceStore.Id));
        Assert.Equal(_team.Ada, (await Reader.FindAsync((await CreateAsync(_team.Ada, Actor.System)).Text, Cancellation))?.UserId);
    }

    [Fact]
    public async Task Token_IsNotMadeByAnybody_ForSomebodyWhoMayDoMore()
    {
        var (admin, member, guest) = (
            await _team.JoinAsync("Bob", Role.Admin), await _team.JoinAsync("Cem", Role.Member), await _team.JoinAsync("Dan", Role.Guest));

        await TeamOfTheTest.RefuseAsync(Refusal.Forbidden, () => CreateAsync(_team.Ada, Member.ActorOf(admin)));
        await TeamOfTheTest.RefuseAsync(Refusal.Forbidden, () => CreateAsync(admin, Member.ActorOf(member)));
        await TeamOfTheTest.RefuseAsync(Refusal.NotFound, () => CreateAsync(guest, Member.ActorOf(guest)));
        var token = await CreateAsync(member, Member.ActorOf(admin));

        await TeamOfTheTest.RefuseAsync(Refusal.Forbidden, () => Commands.RevokeAsync(token.Id, Member.ActorOf(guest), Cancellation));
        await Commands.RevokeAsync(token.Id, Member.ActorOf(member), Cancellation);
    }

    [Fact]
    public async Task Tokens_AreKnownToTheirUser_AndToTheAdminsOfTheirStoreAlone()
    {
        var (bob, cem, dan, eve) = (
            await _team.JoinAsync("Bob", Role.Admin), await _team.JoinAsync("Cem", Role.Member), await _team.JoinAsync("Dan", Role.Guest), _team.Workspace.NewId());
        var ofCem = await CreateAsync(cem, Member.ActorOf(cem));
        _team.Workspace.Time.Advance(TimeSpan.FromSeconds(1));
        var ofAda = await CreateAsync(_team.Ada, Member.ActorOf(_team.Ada));

        Assert.Equal([ofCem.Id], await IdsAsync(cem));
        Assert.Equal([ofAda.Id, ofCem.Id], await IdsAsync(bob));
        Assert.Null(await IdsAsync(dan));
        Assert.Null(await IdsAsync(eve));
        Assert.Null(await Reader.OfStoreAsync(new(InstanceStore.Id, Member.ActorOf(eve)), Cancellation));
        Assert.Empty((await Reader.OfStoreAsync(new(InstanceStore.Id, Member.ActorOf(_team.Ada)), Cancellation))!);

        async Task<IEnumerable<Guid>?> IdsAsync(Guid person) =>
            (await Reader.OfStoreAsync(new(TestWorkspace.StoreId, Member.ActorOf(person)), Cancellation))?.Select(token => token.Id);
    }

    [Fact]
    public async Task Token_FromBeforeThereWereRoles_IsStillGood()
    {
        var (planner, token) = (_team.Workspace.NewId(), await CreateByNameAsync("robot"));
        await AppendAsync(new UserCreated(planner, "planner", _team.Workspace.Time.GetUtcNow()));
        await AppendAsync(new TokenCreated(
            _team.Workspace.NewId(), "old", planner, TokenScope.Write, token.ExpiresAt, _team.Workspace.Time.GetUtcNow()));

        Assert.Equal(Role.Member, await _team.RoleOfAsync(planner));
        await _team.RemoveAsync(_team.Ada, planner);
        await AppendAsync(new TokenCreated(
            _team.Workspace.NewId(), "new", planner, TokenScope.Write, token.ExpiresAt, _team.Workspace.Time.GetUtcNow()));

        Assert.Null(await _team.RoleOfAsync(planner));
        Assert.Empty((await _team.Workspace.Get<ILogVerifier>().VerifyAsync(Cancellation)).Faults);
    }

    private Task<IssuedToken> CreateAsync(Guid userId, Actor actor, string storeId = TestWorkspace.StoreId) => Commands.CreateAsync(
        new CreateToken(storeId, "bob@example.org", TokenScope.Write, TimeSpan.FromDays(1), actor, UserId: userId), Cancellation);

    private Task<IssuedToken> CreateByNameAsync(string user) => Commands.CreateAsync(
        new CreateToken(TestWorkspace.StoreId, user, TokenScope.Write, TimeSpan.FromDays(1), Actor.System), Cancellation);

    private Task<PushReceipt?> PushAsync(TokenHolder holder)
    {
        var id = _team.Workspace.NewId();
        var payload = System.Text.Json.JsonSerializer.SerializeToElement(new { id, title = "From outside" });
        return _team.Workspace.Get<IPushCommands>().PushAsync(holder, [new PushedEvent(id, "v1.ConversationCreated", payload)], Cancellation);
    }

    private Task AppendAsync(WorkEvent data)
    {
        var id = _team.Workspace.NewId();
        return _team.Workspace.Writer.ExecuteAsync(
            session => _team.Workspace.Appender.Append(session, TestWorkspace.StoreId, new(id, id, Actor.System, data)), Cancellation);
    }
}
