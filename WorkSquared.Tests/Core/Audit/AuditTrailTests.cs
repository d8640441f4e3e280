using WorkSquared.Core;
using WorkSquared.Core.Audit;
using WorkSquared.Core.Bus;
using WorkSquared.Core.Events;
using WorkSquared.Core.Members;
using WorkSquared.Tests.Core.Team;

namespace WorkSquared.Tests.Core.Audit;

public sealed class AuditTrailTests : IAsyncLifetime
{
    private TeamOfTheTest _team = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IAuditTrail Trail => _team.Workspace.Get<IAuditTrail>();

    public async ValueTask InitializeAsync() => _team = await TeamOfTheTest.StartAsync();

    public ValueTask DisposeAsync() => _team.DisposeAsync();

    [Fact]
    public async Task WhatIsRecorded_IsInTheLogOfTheInstance_AlsoOfSomebodyWhoMayNothing()
    {
        var bob = await _team.JoinAsync("Bob", Role.Member);
        await _team.SuspendAsync(_team.Ada, bob);
        var now = _team.Workspace.Time.GetUtcNow();
        WorkEvent[] recorded = [new SignInFailed("suspended", now, bob), new AccessRefused(bob, "/", now), new SignedIn(_team.Ada, "password", now)];

        foreach (var data in recorded)
        {
            await Trail.RecordAsync(data, Member.ActorOf(bob), Cancellation);
        }

        var log = await _team.Workspace.Get<ILogReader>().ReadAsync(InstanceStore.Id, 0, 1000, topic: null, Cancellation);
        Assert.Equal(recorded, log.Events.TakeLast(3).Select(committed => committed.Data));
    }

    [Fact]
    public async Task WhatIsNoEventOfTheTrail_IsNotTaken() => await Assert.ThrowsAsync<ArgumentException>(
        () => Trail.RecordAsync(new RoleGranted(_team.Ada, Role.Member, _team.Workspace.Time.GetUtcNow()), Actor.System, Cancellation));
}
