using Microsoft.Extensions.DependencyInjection;
using WorkSquared.Core;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Invites;
using WorkSquared.Core.Members;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Core.Team;

/// <summary>A workspace with the rights of the program, and Ada, who has set it up.</summary>
internal sealed class TeamOfTheTest : IAsyncDisposable
{
    private TeamOfTheTest(TestWorkspace workspace) => (Workspace, Ada) = (workspace, workspace.NewId());

    public TestWorkspace Workspace { get; }

    /// <summary>The owner, who administers the instance too.</summary>
    public Guid Ada { get; }

    public ITeamCommands Commands => Workspace.Get<ITeamCommands>();

    public ITeamReader Reader => Workspace.Get<ITeamReader>();

    public IInvites Invites => Workspace.Get<IInvites>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<TeamOfTheTest> StartAsync(Action<IServiceCollection>? configure = null)
    {
        var team = new TeamOfTheTest(await TestWorkspace.StartWithRightsAsync(configure));
        await team.Commands.AppointAsync(team.Ada, "Ada", Cancellation);
        return team;
    }

    /// <summary>Somebody with an account, whom Ada has invited.</summary>
    public async Task<Guid> JoinAsync(string name, Role role, string storeId = TestWorkspace.StoreId)
    {
        var id = Workspace.NewId();
        var invite = await Invites.CreateAsync(new CreateInvite(storeId, role, Email: null, Member.ActorOf(Ada)), Cancellation);
        await Invites.AcceptAsync(invite.Text, id, name, Cancellation);
        return id;
    }

    public Task ChangeAsync(Guid by, Guid whom, Role role, string storeId = TestWorkspace.StoreId) =>
        Commands.ChangeRoleAsync(new ChangeRole(storeId, whom, role, Member.ActorOf(by)), Cancellation);

    public Task RemoveAsync(Guid by, Guid whom, string storeId = TestWorkspace.StoreId) =>
        Commands.RemoveAsync(storeId, whom, Member.ActorOf(by), Cancellation);

    public Task SuspendAsync(Guid by, Guid whom) => Commands.SuspendAsync(whom, Member.ActorOf(by), Cancellation);

    /// <returns>The conversation in which it was said.</returns>
    public async Task<Guid> SayAsync(Guid by, Guid? conversation = null, string storeId = TestWorkspace.StoreId)
    {
        var id = conversation ?? Workspace.NewId();
        await Workspace.Chat.SendAsync(new SendMessage(storeId, Workspace.NewId(), id, "Hello", Member.ActorOf(by)), Cancellation);
        return id;
    }

    public Task<Role?> RoleOfAsync(Guid id, string storeId = TestWorkspace.StoreId) => Reader.RoleOfAsync(storeId, id, Cancellation);

    /// <summary>Another store, as the one of the settings came into being.</summary>
    public void AddStore(string storeId) => Workspace.Execute(
        $"INSERT INTO stores (id, head, chain, projection_version) SELECT '{storeId}', 0, x'{new string('0', 64)}', projection_version FROM stores LIMIT 1");

    public static async Task RefuseAsync(Refusal refusal, Func<Task> command) =>
        Assert.Equal(refusal, (await Assert.ThrowsAsync<CommandRefusedException>(command)).Refusal);

    public ValueTask DisposeAsync() => Workspace.DisposeAsync();
}
