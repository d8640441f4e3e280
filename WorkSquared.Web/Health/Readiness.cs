using System.Text.Json.Serialization;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Turns;

namespace WorkSquared.Web.Health;

/// <summary>The body of <c>/readyz</c> (docs/telemetry.md).</summary>
/// <param name="Status">ready, degraded (usable, but answers are late) or unavailable.</param>
internal sealed record Readiness(string Status, DatabaseReadiness Database, ResponderReadiness Responder, ProviderReadiness Provider)
{
    private static readonly TimeSpan _longestWait = TimeSpan.FromMinutes(5);

    // It beats at least once a second.
    private static readonly TimeSpan _longestPause = TimeSpan.FromSeconds(30);

    [JsonIgnore]
    public bool IsUsable => Status is not "unavailable";

    /// <param name="backlog">Null when the database can't be used.</param>
    /// <param name="sinceLastBeat">Null when this process does not answer.</param>
    public static Readiness Of(Backlog? backlog, TimeSpan? sinceLastBeat, string provider, ModelStatus model)
    {
        var hangs = sinceLastBeat > _longestPause;
        var isLate = backlog?.OldestWaiting > _longestWait;
        return new Readiness(
            backlog is null ? "unavailable" : hangs || isLate ? "degraded" : "ready",
            new DatabaseReadiness(backlog is null ? "failing" : "ok"),
            new ResponderReadiness(
                hangs ? "hanging" : isLate ? "late" : sinceLastBeat is null ? "off" : "ok",
                backlog?.OldestWaiting.TotalSeconds,
                backlog?.OpenTurns),
            new ProviderReadiness(
                model switch
                {
                    ModelStatus.Ok => "ok",
                    ModelStatus.Failing => "failing",
                    _ => "unknown",
                },
                provider));
    }
}

/// <param name="Status">ok or failing.</param>
internal sealed record DatabaseReadiness(string Status);

/// <param name="Status">ok, late (somebody has waited for more than five minutes), hanging (its loop stands still) or off.</param>
internal sealed record ResponderReadiness(string Status, double? OldestWaitingSeconds, int? OpenTurns);

/// <param name="Status">ok, failing, or unknown while nobody has asked it.</param>
internal sealed record ProviderReadiness(string Status, string Name);
