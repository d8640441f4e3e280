using WorkSquared.Core;
using WorkSquared.Core.Events;
using WorkSquared.Core.Health;
using WorkSquared.Core.Members;
using WorkSquared.Core.Sharing;
using WorkSquared.Core.Tokens;
using WorkSquared.Core.Verification;
using WorkSquared.Core.Workspaces;
using WorkSquared.Tests.Core.Team;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Core.Workspaces;

public sealed class WorkspaceTests : IAsyncLifetime
{
    private TeamOfTheTest _team = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IWorkspaces Workspaces => _team.Workspace.Get<IWorkspaces>();

    public async ValueTask InitializeAsync() => _team = await TeamOfTheTest.StartAsync();

    public ValueTask DisposeAsync() => _team.DisposeAsync();

    [Fact]
    public async Task Creation_IsTheBeginningOfALog_WithItsOwner_AndVerifies()
    {
        var id = await CreateAsync("Büro Nord & Süd");

        Assert.Matches("^bro-nord-sd-[a-z0-9]{6}$", id);
        Assert.Equal(
            [typeof(WorkspaceCreated), typeof(UserCreated), typeof(RoleGranted)],
            (await _team.Workspace.Bus.SubscribeAsync(Reader.OfTheSystem(id), after: 0, topic: null, Cancellation).Take(3).ToListAsync(Cancellation)).Select(committed => committed.Data.GetType()));
        Assert.Equal(
            [new OwnWorkspace(id, "Büro Nord & Süd", Role.Owner), new OwnWorkspace(TestWorkspace.StoreId, "Work Squared", Role.Owner)],
            await Workspaces.OfAsync(_team.Ada, Cancellation));
        Assert.Empty((await _team.Workspace.Get<ILogVerifier>().VerifyAsync(Cancellation)).Faults);
    }

    [Fact]
    public async Task Creation_ByOneCommandManyTimes_MakesOneWorkspace()
    {
        var command = _team.Workspace.NewId();

        var ids = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => CreateAsync("Office move", command)));
        var late = await CreateAsync("Office move", command);

        Assert.Equal(late, Assert.Single(ids.Distinct()));
        Assert.Equal(2, (await Workspaces.OfAsync(_team.Ada, Cancellation)).Count);
        Assert.NotEqual(late, await CreateAsync("Office move"));
    }

    [Fact]
    public async Task Creation_RepeatedUnderAnotherName_IsRefused_AndNothingIsMade()
    {
        var command = _team.Workspace.NewId();
        var id = await CreateAsync("Office move", command);
        var stores = await StoresAsync();

        await TeamOfTheTest.RefuseAsync(Refusal.Conflict, () => CreateAsync("Another", command));

        Assert.Equal(stores, await StoresAsync());
        Assert.Equal("Office move", await NameAsync(id));
    }

    [Theory]
    [InlineData(Role.Member)]
    [InlineData(Role.Owner)]
    public async Task Creation_IsForAdministratorsOfTheInstance_WhateverTheirRoleElsewhere(Role role)
    {
        var bob = await _team.JoinAsync("Bob", role);
        var stores = await StoresAsync();

        await TeamOfTheTest.RefuseAsync(Refusal.Forbidden, () => CreateAsync("Bob's", by: bob));
        await TeamOfTheTest.RefuseAsync(Refusal.Forbidden, () => Workspaces.CreateAsync(new(_team.Workspace.NewId(), "Nobody's", Actor.Person("local")), Cancellation));

        Assert.Equal(stores, await StoresAsync());
    }

    [Fact]
    public async Task Creation_ThatFailsHalfWay_LeavesNothing()
    {
        // With no rights to stop it earlier: its owner has no account, which is noticed after the first event.
        await using var workspace = await TestWorkspace.StartAsync();
        var stores = await StoresAsync(workspace);

        await Assert.ThrowsAsync<CommandRefusedException>(() => workspace.Get<IWorkspaces>().CreateAsync(
            new(workspace.NewId(), "Nobody's", Member.ActorOf(workspace.NewId())), Cancellation));

        Assert.Equal(stores, await StoresAsync(workspace));
        Assert.Empty((await workspace.Get<ILogVerifier>().VerifyAsync(Cancellation)).Faults);
    }

    [Fact]
    public async Task Name_IsChangedByOwners_AndIsThereAgainAfterARebuild()
    {
        var id = await CreateAsync("Office move");
        var bob = await _team.JoinAsync("Bob", Role.Admin, id);
        var command = _team.Workspace.NewId();

        await TeamOfTheTest.RefuseAsync(Refusal.Forbidden, () => RenameAsync(id, "Bob's", by: bob));
        await TeamOfTheTest.RefuseAsync(Refusal.NotFound, () => RenameAsync(id, "Eve's", by: _team.Workspace.NewId()));
        await TeamOfTheTest.RefuseAsync(Refusal.NotFound, () => RenameAsync("nowhere", "Mine"));
        await TeamOfTheTest.RefuseAsync(Refusal.Forbidden, () => RenameAsync(InstanceStore.Id, "Mine"));
        await RenameAsync(id, "  Move   of the office ", command);
        await RenameAsync(id, "Move of the office", command);
        await RenameAsync(TestWorkspace.StoreId, "Headquarters");

        await _team.Workspace.WhileStoppedAsync(rebuilder => rebuilder.RebuildAsync(Cancellation));

        Assert.Equal(["Headquarters", "Move of the office"], (await Workspaces.OfAsync(_team.Ada, Cancellation)).Select(own => own.Name));
        Assert.Empty((await _team.Workspace.Get<ILogVerifier>().VerifyAsync(Cancellation)).Faults);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" - ")]
    [InlineData("a\u202Eb")]
    [InlineData("1234567890123456789012345678901234567890123456789012345678901")]
    public async Task Name_ThatCannotBeOne_IsRefused(string name) => await TeamOfTheTest.RefuseAsync(Refusal.Invalid, () => CreateAsync(name));

    [Fact]
    public async Task Conversation_IsFoundInTheWorkspacesOfWhoeverAsks_AndInNoOther()
    {
        var id = await CreateAsync("Office move");
        var bob = await _team.JoinAsync("Bob", Role.Member);
        var (here, there, both) = (await _team.SayAsync(_team.Ada), await _team.SayAsync(_team.Ada, storeId: id), _team.Workspace.NewId());
        await _team.SayAsync(_team.Ada, both);
        await _team.SayAsync(_team.Ada, both, id);

        Assert.Equal(TestWorkspace.StoreId, await FindAsync(_team.Ada, here, id));
        Assert.Equal(id, await FindAsync(_team.Ada, there, TestWorkspace.StoreId));
        Assert.Equal(id, await FindAsync(_team.Ada, both, id));
        Assert.Equal(TestWorkspace.StoreId, await FindAsync(_team.Ada, both, TestWorkspace.StoreId));
        Assert.Null(await FindAsync(bob, there, TestWorkspace.StoreId));
        Assert.Null(await FindAsync(_team.Ada, _team.Workspace.NewId(), TestWorkspace.StoreId));
    }

    [Fact]
    public async Task Workspace_BesideTheFirst_HasTurnsTokensAndHealthLikeIt()
    {
        var id = await CreateAsync("Office move");
        await _team.SayAsync(_team.Ada, storeId: id);
        await _team.SayAsync(_team.Ada);

        var token = await _team.Workspace.Get<ITokenCommands>().CreateAsync(
            new CreateToken(id, "Planner", TokenScope.Read, TimeSpan.FromDays(1), Actor.System), Cancellation);
        var health = await _team.Workspace.Get<IWorkspaceHealth>().CheckAsync(Cancellation);
        string[] claimed = [(await _team.Workspace.ClaimAsync())!.StoreId, (await _team.Workspace.ClaimAsync())!.StoreId];

        Assert.Equal(id, (await _team.Workspace.Get<ITokenReader>().ListAsync(Cancellation)).Single(each => each.Id == token.Id).StoreId);
        Assert.Equal(2, health?.OpenTurns);
        Assert.Equal(new[] { id, TestWorkspace.StoreId }.Order(StringComparer.Ordinal), claimed.Order(StringComparer.Ordinal));
    }

    private Task<string> CreateAsync(string name, Guid? command = null, Guid? by = null) => Workspaces.CreateAsync(
        new CreateWorkspace(command ?? _team.Workspace.NewId(), name, Member.ActorOf(by ?? _team.Ada)), Cancellation);

    private Task RenameAsync(string storeId, string name, Guid? command = null, Guid? by = null) => Workspaces.RenameAsync(
        new RenameWorkspace(storeId, command ?? _team.Workspace.NewId(), name, Member.ActorOf(by ?? _team.Ada)), Cancellation);

    private Task<string?> FindAsync(Guid who, Guid conversation, string preferred) => Workspaces.WithConversationAsync(who, conversation, preferred, Cancellation);

    private async Task<string> NameAsync(string storeId) =>
        (await Workspaces.OfAsync(_team.Ada, Cancellation)).Single(own => own.StoreId == storeId).Name;

    private Task<int> StoresAsync(TestWorkspace? workspace = null) =>
        (workspace ?? _team.Workspace).Snapshots.ReadEverythingAsync(context => context.Stores.Count(), Cancellation);
}
