using WorkSquared.Core;
using WorkSquared.Core.Audit;
using WorkSquared.Core.Bus;
using WorkSquared.Core.Members;
using WorkSquared.Tests.Core.Team;

namespace WorkSquared.Tests.Core.Audit;

public sealed class AuditTrailTests : IAsyncLifetime
{
    private static readonly DateTimeOffset _at = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    private TeamOfTheTest _team = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IAuditTrail Trail => _team.Workspace.Get<IAuditTrail>();

    public async ValueTask InitializeAsync() => _team = await TeamOfTheTest.StartAsync();

    public ValueTask DisposeAsync() => _team.DisposeAsync();

    [Fact]
    public async Task EveryKindOfEvent_IsInTheLogOfTheInstance_AlsoOfSomebodyWhoMayNothing()
    {
        var bob = await _team.JoinAsync("Bob", Role.Member);
        await _team.SuspendAsync(_team.Ada, bob);
        AuditEvent[] recorded =
        [
            new SignedIn(bob, "password", _at), new SignInFailed("suspended", _at, bob), new SignedOut(bob, _at), new PasswordChanged(bob, _at),
            new SecondFactorTurnedOn(bob, _at), new SecondFactorTurnedOff(bob, _at), new PasskeyAdded(bob, _at), new PasskeyRemoved(bob, _at),
            new ExternalLoginLinked(bob, "https://id.example", "owner", _at), new ExternalLoginUnlinked(bob, "https://id.example", _at),
            new Exported(bob, "default", "md", _at), new AuditViewed(bob, "default", "list", _at), new AccessRefused(bob, "audit of default", _at),
        ];

        foreach (var data in recorded)
        {
            await Trail.RecordAsync(data, Member.ActorOf(bob), Cancellation);
            Assert.Equal(data, (await LogAsync())[^1].Data);
        }

        // A kind that is not here is recorded with a right of its own, below.
        var kinds = typeof(AuditEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(AuditEvent)) && type != typeof(ResetLinkCreated));
        Assert.Equal(kinds.ToHashSet(), recorded.Select(data => data.GetType()).ToHashSet());
    }

    [Fact]
    public async Task LinkToResetAPassword_IsMadeByAdministratorsOfTheInstanceAlone()
    {
        var (bob, cem) = (await _team.JoinAsync("Bob", Role.Owner), await _team.JoinAsync("Cem", Role.Member));
        var made = new ResetLinkCreated(cem, WithoutSecondFactor: true, _at);
        var head = (await LogAsync()).Count;

        await TeamOfTheTest.RefuseAsync(Refusal.Forbidden, () => Trail.RecordAsync(made, Member.ActorOf(bob), Cancellation));
        await TeamOfTheTest.RefuseAsync(Refusal.Forbidden, () => Trail.RecordAsync(made, Member.ActorOf(cem), Cancellation));
        Assert.Equal(head, (await LogAsync()).Count);

        await Trail.RecordAsync(made, Member.ActorOf(_team.Ada), Cancellation);
        Assert.Equal(made, (await LogAsync())[^1].Data);
    }

    private async Task<IReadOnlyList<WorkSquared.Core.Events.CommittedEvent>> LogAsync() =>
        (await _team.Workspace.Get<ILogReader>().ReadAsync(InstanceStore.Id, 0, 1000, topic: null, Cancellation)).Events;
}
