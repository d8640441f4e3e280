using System.Globalization;

namespace WorkSquared.Tests.Drills;

/// <summary>DRILL_KILLS says how many kills (60), DRILL_SLOTS how many questions are answered side by side (8), DRILL_SEED repeats a run's
/// choices; <c>./drill kills</c> sets them.</summary>
[Collection(nameof(Drills))]
[Trait("Kind", "Drill")]
public sealed class KillDrill(ITestOutputHelper output)
{
    [Fact]
    public async Task KilledAtRandomTimesUnderLoad_KeepsEveryAcknowledgedMessage_AndAnswersEachOnce()
    {
        var kills = Setting("DRILL_KILLS") ?? 60;
        var slots = Setting("DRILL_SLOTS") ?? 8;
        var seed = Setting("DRILL_SEED") ?? Random.Shared.Next();
        var cancellation = TestContext.Current.CancellationToken;
        output.WriteLine($"seed={seed}");

        await using var rig = await Rig.CreateAsync(seed, slots);
        var driving = rig.Driver.RunAsync(cancellation);
        await new Nemesis(rig, new Random(seed)).KillAsync(kills, cancellation);
        await rig.Driver.StopAsync();
        await driving;
        var report = await rig.CheckAsync();

        var line = report.ToLine(seed, $"kills={kills} slots={slots}", rig.Uptime.Recoveries);
        output.WriteLine(line);
        report.AssertSound(line);
        Assert.True(report.RequestsExtra <= kills * slots, "More was requested again than the kills can have cut off.");
        Assert.Equal(0, rig.Driver.Refused);
        Assert.True(report.Acked > kills, "Too little was sent for the kills to hit anything.");
    }

    private static int? Setting(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } text
        ? int.Parse(text, CultureInfo.InvariantCulture)
        : null;
}

/// <summary>Drills measure how fast a server comes back, so nothing else takes the processor from them, nor they from a browser.</summary>
[CollectionDefinition(nameof(Drills), DisableParallelization = true)]
public sealed class Drills;
