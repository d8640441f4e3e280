using WorkSquared.Core;
using WorkSquared.Core.Members;
using WorkSquared.Core.Verification;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Core.Team;

public sealed class AppointmentTests : IAsyncLifetime
{
    private TestWorkspace _workspace = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ITeamReader Team => _workspace.Get<ITeamReader>();

    public async ValueTask InitializeAsync() => _workspace = await TestWorkspace.StartAsync();

    public ValueTask DisposeAsync() => _workspace.DisposeAsync();

    [Fact]
    public async Task Appointment_ByManyAtOnce_MakesOneAdministrator_AndNoOtherAfterARestart()
    {
        Assert.False(await Team.HasAdministratorAsync(Cancellation));

        var attempts = Enumerable.Range(0, 30).Select(i => AppointAsync($"Ada {i}")).ToList();
        await Record.ExceptionAsync(() => Task.WhenAll(attempts));
        await _workspace.RestartAsync();
        var late = await Assert.ThrowsAsync<CommandRefusedException>(() => AppointAsync("Eve"));

        Assert.Equal(29, attempts.Count(attempt => attempt.Exception?.InnerException is CommandRefusedException { Refusal: Refusal.Conflict }));
        Assert.Equal(Refusal.Conflict, late.Refusal);
        Assert.True(await Team.HasAdministratorAsync(Cancellation));
        var administrator = Assert.Single(await Team.ListAsync(InstanceStore.Id, Cancellation));
        Assert.Equal(Role.Admin, administrator.Role);
        Assert.Equal(administrator with { Role = Role.Owner }, Assert.Single(await Team.ListAsync(TestWorkspace.StoreId, Cancellation)));
        Assert.Equal([new OwnStore(TestWorkspace.StoreId, Role.Owner)], await Team.StoresOfAsync(administrator.Id, Cancellation));
    }

    [Fact]
    public async Task Appointment_OfSomebodyWhoseNameIsTaken_GivesThemANumber()
    {
        var longName = new string('a', MemberName.MaxLength);
        await _workspace.Get<IMemberCommands>().CreateAsync(TestWorkspace.StoreId, longName, Cancellation);
        var id = _workspace.NewId();

        await _workspace.Get<ITeamCommands>().AppointAsync(id, longName, Cancellation);

        Assert.Equal(new string('a', 76) + " (2)", (await _workspace.Get<IMemberDirectory>().FindAsync(TestWorkspace.StoreId, id, Cancellation))?.Name);
        Assert.Equal(longName, (await _workspace.Get<IMemberDirectory>().FindAsync(InstanceStore.Id, id, Cancellation))?.Name);
    }

    [Fact]
    public async Task Instance_IsAStoreOfTheLog_ThatVerifiesAndIsMadeAnew()
    {
        await AppointAsync("Ada");

        await _workspace.WhileStoppedAsync(rebuilder => rebuilder.RebuildAsync(Cancellation));
        var report = await _workspace.Get<ILogVerifier>().VerifyAsync(Cancellation);

        Assert.Empty(report.Faults);
        Assert.Contains(report.Head, anchor => anchor.Contains(InstanceStore.Id, StringComparison.Ordinal));
        Assert.Equal("Ada", Assert.Single(await Team.ListAsync(InstanceStore.Id, Cancellation)).Name);
    }

    private Task AppointAsync(string name) => _workspace.Get<ITeamCommands>().AppointAsync(_workspace.NewId(), name, Cancellation);
}
