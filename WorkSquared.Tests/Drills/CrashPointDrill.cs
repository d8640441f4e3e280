namespace WorkSquared.Tests.Drills;

/// <summary>The server ends at a named point of its work, before it or after it, and what it leaves must be whole.</summary>
/// <remarks>Every span but <c>chat.stop</c> and <c>chat.retry</c>, which only a page can ask for; <c>turn.release</c> is in
/// <see cref="ShutdownDrill"/>.</remarks>
[Collection(nameof(Drills))]
[Trait("Kind", "Drill")]
public sealed class CrashPointDrill(ITestOutputHelper output)
{
    private const int Seed = 20261122;

    // A draft is saved once a second, so its answer must take longer.
    private static readonly (TimeSpan Shortest, TimeSpan Longest) _slow = (TimeSpan.FromSeconds(1.3), TimeSpan.FromSeconds(1.6));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    // Not the first where there are several: by then the log holds something that could be lost. The first group that is told of its
    // commit holds people's messages, the fifth attempts of the model.
    [Theory]
    [InlineData("log.migrate", "start", 1)]
    [InlineData("log.migrate", "stop", 1)]
    [InlineData("chat.send", "start", 3)]
    [InlineData("chat.send", "stop", 3)]
    [InlineData("log.commit", "start", 5)]
    [InlineData("log.commit", "stop", 5)]
    [InlineData("log.publish", "start", 1)]
    [InlineData("log.publish", "stop", 1)]
    [InlineData("log.publish", "start", 5)]
    [InlineData("log.publish", "stop", 5)]
    [InlineData("turn.claim", "start", 3)]
    [InlineData("turn.claim", "stop", 3)]
    [InlineData("turn.answer", "start", 3)]
    [InlineData("turn.answer", "stop", 3)]
    [InlineData("turn.attempt", "start", 3)]
    [InlineData("turn.attempt", "stop", 3)]
    [InlineData("chat drill", "start", 3)]
    [InlineData("chat drill", "stop", 3)]
    [InlineData("turn.draft", "start", 1)]
    [InlineData("turn.draft", "stop", 1)]
    [InlineData("turn.delay", "start", 1)]
    [InlineData("turn.delay", "stop", 1)]
    [InlineData("turn.end", "start", 3)]
    [InlineData("turn.end", "stop", 3)]
    public async Task CrashAtAnyPoint_LosesNothing_AndLeavesNoQuestionOpen(string span, string edge, int number)
    {
        var point = new CrashPoint(span, edge, number);
        await using var rig = await Rig.CreateAsync(Seed);
        var pace = rig.Provider.Pace;
        rig.Provider.Pace = span == "turn.draft" ? _slow : pace;
        rig.Provider.Failures = span == "turn.delay" ? 1 : 0;
        point.Arm(rig);
        var driving = rig.Driver.RunAsync(Cancellation);

        await rig.TryStartAsync();
        await point.CrashAndStartAgainAsync(rig);
        rig.Provider.Pace = pace;
        await rig.Driver.StopAsync();
        await driving;

        var report = await rig.CheckAsync();
        var line = report.ToLine(Seed, $"kills=1 at=\"{point}\"", rig.Uptime.Recoveries);
        output.WriteLine(line);
        report.AssertSound(line);
        Assert.True(report.Acked > 0);
    }
}
