using WorkSquared.Core;
using WorkSquared.Core.Health;
using WorkSquared.Core.Members;
using WorkSquared.Tests.Core.Team;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Core.Health;

public sealed class InstanceHealthTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Report_HasEveryWorkspace_WithTheSizeOfItsLog_AndNotTheInstancesOwn()
    {
        await using var team = await TeamOfTheTest.StartAsync();
        await team.JoinAsync("Bob", Role.Guest);
        team.AddStore("other");

        var report = await ReadAsync(team, team.Ada);

        var events = (await team.Workspace.Reader.ListAsync(TestWorkspace.AllSeeing, 1, Cancellation)).Version;
        Assert.Equal([new("Work Squared", events, Members: 2), new("other", Events: 0, Members: 0)], report.Workspaces);
        Assert.True(report is { Backlog.OpenTurns: 0, DatabaseBytes: > 10_000, FreeBytes: > 0 }, report.ToString());
        Assert.True(Version.Parse(report.SqliteVersion) >= new Version(3, 51, 3), report.SqliteVersion);
    }

    [Fact]
    public async Task WhoeverDoesNotAdministerTheInstance_IsToldThatThereIsNothing()
    {
        await using var team = await TeamOfTheTest.StartAsync();
        var owner = await team.JoinAsync("Bob", Role.Owner);

        await TeamOfTheTest.RefuseAsync(Refusal.NotFound, () => ReadAsync(team, owner));
        await TeamOfTheTest.RefuseAsync(Refusal.NotFound, () => ReadAsync(team, Guid.Empty));
    }

    private static Task<InstanceReport> ReadAsync(TeamOfTheTest team, Guid by) =>
        team.Workspace.Get<IInstanceHealth>().ReadAsync(Member.ActorOf(by), Cancellation);
}
