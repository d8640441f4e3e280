namespace WorkSquared.Tests.Drills;

/// <summary>The point that only a shutdown reaches: an answer that does not end in time is given back to the queue.</summary>
/// <remarks>In no collection: it waits half a minute for the server's patience to end, and takes no processor meanwhile.</remarks>
[Trait("Kind", "Drill")]
public sealed class ShutdownDrill(ITestOutputHelper output)
{
    private const int Seed = 20261123;

    private static readonly (TimeSpan Shortest, TimeSpan Longest) _endless = (TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(6));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task CrashWhileAnAnswerIsGivenBack_LosesNothing_AndLeavesNoQuestionOpen() =>
        Task.WhenAll(CrashAsync("start"), CrashAsync("stop"));

    private async Task CrashAsync(string edge)
    {
        var point = new CrashPoint("turn.release", edge, 1);
        await using var rig = await Rig.CreateAsync(Seed);
        var pace = rig.Provider.Pace;
        rig.Provider.Pace = _endless;
        point.Arm(rig);
        var driving = rig.Driver.RunAsync(Cancellation);
        Assert.True(await rig.TryStartAsync(), rig.Server.Said);
        await rig.Provider.WhenRequestedAsync(1, Cancellation);
        await using var slow = await SlowSender.StartAsync(rig.Server.Url, Cancellation);

        // Stops listening at once, and dies half a minute later.
        rig.Uptime.Down();
        await rig.Server.TerminateAsync();
        await point.CrashAndStartAgainAsync(rig);
        rig.Provider.Pace = pace;
        await rig.Driver.StopAsync();
        await driving;

        var report = await rig.CheckAsync();
        var line = report.ToLine(Seed, $"kills=1 at=\"{point}\"", rig.Uptime.Recoveries);
        output.WriteLine(line);
        report.AssertSound(line);
    }
}
