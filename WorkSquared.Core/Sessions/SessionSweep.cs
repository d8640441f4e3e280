using Microsoft.Extensions.Logging;
using WorkSquared.Core.Log;

namespace WorkSquared.Core.Sessions;

/// <summary>Sessions that are over go: nobody is let in by them any more.</summary>
internal sealed class SessionSweep(LogWriter writer, TimeProvider time, ILogger<SessionSweep> logger) : DailySweep(writer, time, logger)
{
    private const string Delete = "DELETE FROM sessions WHERE seen_at <= @p1 OR started_at <= @p2";

    protected override string Rows => "Sessions that are over";

    protected override int Sweep(WriteSession session, DateTimeOffset now) =>
        session.Execute(Delete, now - SessionLife.Idle, now - SessionLife.Longest);
}
