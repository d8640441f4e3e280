using WorkSquared.Llm.Offline.Reading;

namespace WorkSquared.Llm.Offline.Engagements;

/// <summary>Lays phases out over the time there is.</summary>
internal static class Schedule
{
    private const int ShortestInWeeks = 20;

    /// <summary>"Weeks 1–2" or "Days 1–3" for each phase in turn; shares of the whole when nobody said how long it may take.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<Phase> phases, Duration? duration)
    {
        if (duration is null)
        {
            return [.. phases.Select(phase => $"{phase.Share} %")];
        }

        var inWeeks = duration.WorkingDays >= ShortestInWeeks;
        var total = inWeeks ? (int)Math.Round(duration.WorkingDays / 5m) : duration.WorkingDays;
        var spans = new List<string>();
        var share = 0;
        var end = 0;
        foreach (var phase in phases)
        {
            share += phase.Share;
            var start = Math.Min(end + 1, total);
            end = Math.Max(start, (int)Math.Round(total * share / 100m, MidpointRounding.AwayFromZero));
            spans.Add(Say(inWeeks ? "Week" : "Day", start, end));
        }

        return spans;
    }

    private static string Say(string unit, int start, int end) => start == end ? $"{unit} {start}" : $"{unit}s {start}–{end}";
}
