using System.Globalization;

namespace WorkSquared.Tests.Drills;

/// <param name="Lost">Acknowledged, and not in the log as they were sent.</param>
/// <param name="Double">Turns with two ends, and commands with two events.</param>
/// <param name="Failed">Set aside because the server was killed too often in them: an honest end, if there are few.</param>
/// <param name="RequestsExtra">Requests beyond the first for a question: what the kills have cost.</param>
/// <param name="Violations">Everything that must not be, in sentences; these figures among it.</param>
internal sealed record ReliabilityReport(
    int Acked, int Lost, int Double, int Unanswered, int Truncated, int Failed, int RequestsExtra, IReadOnlyList<string> Violations)
{
    public string ToLine(int seed, string faults, IReadOnlyList<TimeSpan> recoveries)
    {
        var sorted = recoveries.Order().ToList();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"reliability: seed={seed} {faults} acked={Acked} lost={Lost} double={Double} unanswered={Unanswered} truncated={Truncated}"
            + $" failed={Failed} requests_extra={RequestsExtra} recovery_p50={At(0.5):0.00}s recovery_max={At(1):0.00}s");

        double At(double share) => sorted.Count == 0 ? 0 : sorted[(int)((sorted.Count - 1) * share)].TotalSeconds;
    }

    public void AssertSound(string line) =>
        Assert.True(Violations.Count == 0, $"{line}\n{Violations.Count} violations:\n{string.Join('\n', Violations.TakeLast(20))}");
}
