using WorkSquared.Core;
using WorkSquared.Core.Events;
using WorkSquared.Core.Members;
using WorkSquared.Core.Sessions;
using WorkSquared.Core.Verification;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Core.Team;

public sealed class TeamCommandsTests : IAsyncLifetime
{
    private TeamOfTheTest _team = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _team = await TeamOfTheTest.StartAsync();

    public ValueTask DisposeAsync() => _team.DisposeAsync();

    [Theory]
    [InlineData(Role.Owner, Role.Owner, Role.Admin, null)]
    [InlineData(Role.Owner, Role.Guest, Role.Owner, null)]
    [InlineData(Role.Admin, Role.Member, Role.Admin, null)]
    [InlineData(Role.Admin, Role.Admin, Role.Guest, null)]
    [InlineData(Role.Admin, Role.Member, Role.Owner, Refusal.Forbidden)]
    [InlineData(Role.Admin, Role.Owner, Role.Member, Refusal.Forbidden)]
    [InlineData(Role.Member, Role.Guest, Role.Member, Refusal.Forbidden)]
    [InlineData(Role.Guest, Role.Member, Role.Guest, Refusal.Forbidden)]
    public async Task Role_IsGivenByWhoeverHasAsMuchAndMore_AndByNobodyElse(Role own, Role present, Role next, Refusal? refusal)
    {
        var (by, whom) = (await _team.JoinAsync("Bob", own), await _team.JoinAsync("Cem", present));

        if (refusal is { } expected)
        {
            await TeamOfTheTest.RefuseAsync(expected, () => _team.ChangeAsync(by, whom, next));
        }
        else
        {
            await _team.ChangeAsync(by, whom, next);
        }

        Assert.Equal(refusal is null ? next : present, await _team.RoleOfAsync(whom));
    }

    [Theory]
    [InlineData(Role.Owner, Role.Owner, true)]
    [InlineData(Role.Admin, Role.Admin, true)]
    [InlineData(Role.Admin, Role.Owner, false)]
    [InlineData(Role.Member, Role.Guest, false)]
    [InlineData(Role.Guest, Role.Guest, false)]
    public async Task Member_IsRemovedByAnAdminOfNoLesserRole_OrLeaves(Role own, Role present, bool isAllowed)
    {
        var (by, whom) = (await _team.JoinAsync("Bob", own), await _team.JoinAsync("Cem", present));

        if (isAllowed)
        {
            await _team.RemoveAsync(by, whom);
        }
        else
        {
            await TeamOfTheTest.RefuseAsync(Refusal.Forbidden, () => _team.RemoveAsync(by, whom));
        }

        Assert.Equal(isAllowed ? null : present, await _team.RoleOfAsync(whom));
        await _team.RemoveAsync(by, by);
        Assert.Null(await _team.RoleOfAsync(by));
    }

    [Fact]
    public async Task Oneself_IsNotRaised_AndMayStepDown()
    {
        var bob = await _team.JoinAsync("Bob", Role.Admin);

        await TeamOfTheTest.RefuseAsync(Refusal.Forbidden, () => _team.ChangeAsync(bob, bob, Role.Owner));
        await _team.ChangeAsync(bob, bob, Role.Member);
        await TeamOfTheTest.RefuseAsync(Refusal.Forbidden, () => _team.ChangeAsync(bob, bob, Role.Admin));
    }

    [Fact]
    public async Task LastOwner_Stays_UntilThereIsAnother()
    {
        await TeamOfTheTest.RefuseAsync(Refusal.Conflict, () => _team.RemoveAsync(_team.Ada, _team.Ada));
        await TeamOfTheTest.RefuseAsync(Refusal.Conflict, () => _team.ChangeAsync(_team.Ada, _team.Ada, Role.Admin));
        var bob = await _team.JoinAsync("Bob", Role.Owner);

        await _team.RemoveAsync(_team.Ada, _team.Ada);

        Assert.Null(await _team.RoleOfAsync(_team.Ada));
        await TeamOfTheTest.RefuseAsync(Refusal.Conflict, () => _team.RemoveAsync(bob, bob));
    }

    [Fact]
    public async Task LastOwner_IsWhoeverIsLeft_ThoughAnotherIsSuspended_OrAService()
    {
        var bob = await _team.JoinAsync("Bob", Role.Owner);
        await _team.SuspendAsync(_team.Ada, bob);

        await TeamOfTheTest.RefuseAsync(Refusal.Conflict, () => _team.RemoveAsync(_team.Ada, _team.Ada));
        await _team.Commands.ReinstateAsync(bob, Member.ActorOf(_team.Ada), Cancellation);
        await _team.RemoveAsync(_team.Ada, _team.Ada);

        Assert.Equal(Role.Owner, await _team.RoleOfAsync(bob));
    }

    [Fact]
    public async Task TwoOwners_WhoRemoveEachOtherAtOnce_LeaveOne()
    {
        var bob = await _team.JoinAsync("Bob", Role.Owner);

        await Record.ExceptionAsync(() => Task.WhenAll(_team.RemoveAsync(_team.Ada, bob), _team.RemoveAsync(bob, _team.Ada)));

        Assert.Single(await _team.Reader.ListAsync(TestWorkspace.StoreId, Cancellation));
    }

    [Fact]
    public async Task LastAdministratorOfTheInstance_StaysAndIsNotSuspended()
    {
        await TeamOfTheTest.RefuseAsync(Refusal.Conflict, () => _team.SuspendAsync(_team.Ada, _team.Ada));
        await TeamOfTheTest.RefuseAsync(Refusal.Conflict, () => _team.RemoveAsync(_team.Ada, _team.Ada, InstanceStore.Id));
        await TeamOfTheTest.RefuseAsync(Refusal.Conflict, () => _team.ChangeAsync(_team.Ada, _team.Ada, Role.Member, InstanceStore.Id));
        var bob = await _team.JoinAsync("Bob", Role.Member);
        await _team.ChangeAsync(_team.Ada, bob, Role.Admin, InstanceStore.Id);

        await _team.SuspendAsync(bob, _team.Ada);

        Assert.Null(await _team.RoleOfAsync(_team.Ada));
        await TeamOfTheTest.RefuseAsync(Refusal.Forbidden, () => _team.Commands.ReinstateAsync(_team.Ada, Member.ActorOf(_team.Ada), Cancellation));
    }

    [Theory]
    [InlineData(Role.Guest)]
    [InlineData(Role.Owner)]
    public async Task Instance_HasAccountsAndAdministratorsAlone(Role role)
    {
        var bob = await _team.JoinAsync("Bob", Role.Member);

        await TeamOfTheTest.RefuseAsync(Refusal.Invalid, () => _team.ChangeAsync(_team.Ada, bob, role, InstanceStore.Id));
    }

    [Fact]
    public async Task AdministratorOfTheInstance_ManagesNoStoreThatTheyDoNotBelongTo()
    {
        var (bob, cem) = (await _team.JoinAsync("Bob", Role.Owner), await _team.JoinAsync("Cem", Role.Member));
        await _team.RemoveAsync(_team.Ada, _team.Ada);

        await TeamOfTheTest.RefuseAsync(Refusal.Forbidden, () => _team.RemoveAsync(_team.Ada, cem));
        await TeamOfTheTest.RefuseAsync(Refusal.Forbidden, () => _team.ChangeAsync(_team.Ada, _team.Ada, Role.Owner));
        await TeamOfTheTest.RefuseAsync(Refusal.Forbidden, () => _team.SuspendAsync(bob, cem));
        await _team.SuspendAsync(_team.Ada, bob);
    }

    [Fact]
    public async Task Team_OfAStore_IsNotToldToWhoeverDoesNotBelongToIt()
    {
        _team.AddStore("other");

        foreach (var storeId in new[] { "other", "nowhere" })
        {
            var refused = await Assert.ThrowsAsync<CommandRefusedException>(() => _team.RemoveAsync(_team.Ada, _team.Ada, storeId));
            Assert.Equal((Refusal.NotFound, "There is no such workspace."), (refused.Refusal, refused.Message));
        }
    }

    [Fact]
    public async Task Suspension_EndsEverySession_AndReinstatementBringsBackTheRoles()
    {
        var bob = await _team.JoinAsync("Bob", Role.Member);
        var sessions = _team.Workspace.Get<ISessions>();
        var key = await sessions.StartAsync(new StartSession(bob, TestWorkspace.StoreId, "Firefox", "password"), Cancellation);
        var session = await sessions.FindAsync(key, Cancellation);

        await _team.SuspendAsync(_team.Ada, bob);
        Assert.Null(await sessions.FindAsync(key, Cancellation));
        Assert.Empty(await sessions.StandingAsync([session!.Id], Cancellation));
        Assert.Null(await _team.RoleOfAsync(bob));
        Assert.Empty(await _team.Reader.StoresOfAsync(bob, Cancellation));
        Assert.True(Assert.Single(await _team.Reader.ListAsync(TestWorkspace.StoreId, Cancellation), member => member.Id == bob).IsSuspended);
        await TeamOfTheTest.RefuseAsync(Refusal.Forbidden, () => _team.SayAsync(bob));

        await _team.Commands.ReinstateAsync(bob, Member.ActorOf(_team.Ada), Cancellation);
        Assert.Equal(Role.Member, await _team.RoleOfAsync(bob));
        await _team.SayAsync(bob);
    }

    [Fact]
    public async Task Account_ThatIsRemoved_BelongsToNoStore_AndInvitedAnewToThatOneAlone()
    {
        _team.AddStore("other");
        var bob = await _team.JoinAsync("Bob", Role.Admin);

        await _team.RemoveAsync(_team.Ada, bob, InstanceStore.Id);
        Assert.Null(await _team.RoleOfAsync(bob));
        var invite = await _team.Invites.CreateAsync(new(InstanceStore.Id, Role.Member, null, Member.ActorOf(_team.Ada)), Cancellation);
        await _team.Invites.AcceptAsync(invite.Text, bob, "", Cancellation);

        Assert.Equal(Role.Member, await _team.RoleOfAsync(bob, InstanceStore.Id));
        Assert.Null(await _team.RoleOfAsync(bob));
    }

    [Fact]
    public async Task Account_OfTheLastOwnerOfAStore_IsNotRemoved()
    {
        var bob = await _team.JoinAsync("Bob", Role.Owner);
        await _team.RemoveAsync(_team.Ada, _team.Ada);

        await TeamOfTheTest.RefuseAsync(Refusal.Conflict, () => _team.RemoveAsync(_team.Ada, bob, InstanceStore.Id));

        Assert.Equal(Role.Owner, await _team.RoleOfAsync(bob));
        Assert.Equal(Role.Member, await _team.RoleOfAsync(bob, InstanceStore.Id));
    }

    [Fact]
    public async Task Name_OfAnAccount_IsOne_InEveryStoreThatTheyBelongTo()
    {
        var (bob, cem) = (await _team.JoinAsync("Bob", Role.Guest), await _team.JoinAsync("Cem", Role.Member));
        var members = _team.Workspace.Get<IMemberCommands>();

        await members.RenameAsync(InstanceStore.Id, bob, "Robert", Cancellation);
        await TeamOfTheTest.RefuseAsync(Refusal.Conflict, () => members.RenameAsync(TestWorkspace.StoreId, cem, "ROBERT", Cancellation));

        foreach (var storeId in new[] { InstanceStore.Id, TestWorkspace.StoreId })
        {
            Assert.Equal("Robert", Assert.Single(await _team.Reader.ListAsync(storeId, Cancellation), member => member.Id == bob).Name);
        }
    }

    [Fact]
    public async Task Directory_FollowsTheRoles()
    {
        var directory = _team.Workspace.Get<IMemberDirectory>();
        var before = directory.Of(TestWorkspace.StoreId);
        var bob = await _team.JoinAsync("Bob", Role.Member);
        var seen = before;
        async Task<Membership> UntilAsync(Role? role) => seen = await directory.WatchAsync(TestWorkspace.StoreId, seen, Cancellation)
            .FirstAsync(members => members.RoleOf(Member.ActorOf(bob)) == role && members.Names.ContainsKey(bob), Cancellation);

        await UntilAsync(Role.Member);
        await _team.ChangeAsync(_team.Ada, bob, Role.Admin);
        await UntilAsync(Role.Admin);
        await _team.RemoveAsync(_team.Ada, bob);

        Assert.Equal(Role.Owner, (await UntilAsync(null)).RoleOf(Member.ActorOf(_team.Ada)));
        Assert.Null(seen.RoleOf(Actor.Person("local")));
    }

    [Fact]
    public async Task Team_IsWhoItWas_AfterARebuild()
    {
        var bob = await _team.JoinAsync("Bob", Role.Member);
        var cem = await _team.JoinAsync("Cem", Role.Member);
        await _team.ChangeAsync(_team.Ada, bob, Role.Admin);
        await _team.RemoveAsync(_team.Ada, cem);
        await _team.JoinAsync("Dan", Role.Guest);
        await _team.SuspendAsync(_team.Ada, bob);
        var open = await _team.Invites.CreateAsync(new(TestWorkspace.StoreId, Role.Member, "eve@example.org", Member.ActorOf(_team.Ada)), Cancellation);
        var before = await _team.Reader.ListAsync(TestWorkspace.StoreId, Cancellation);

        await _team.Workspace.WhileStoppedAsync(rebuilder => rebuilder.RebuildAsync(Cancellation));

        Assert.Equal(before, await _team.Reader.ListAsync(TestWorkspace.StoreId, Cancellation));
        Assert.Equal(["Ada", "Bob", "Dan"], before.Select(member => member.Name));
        Assert.Equal("eve@example.org", (await _team.Invites.FindAsync(open.Text, Cancellation))?.Email);
        Assert.Empty((await _team.Workspace.Get<ILogVerifier>().VerifyAsync(Cancellation)).Faults);
    }
}
