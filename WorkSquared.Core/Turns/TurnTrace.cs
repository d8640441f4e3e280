using System.Diagnostics;

namespace WorkSquared.Core.Turns;

/// <summary>One trace a turn, however many processes worked on it: the trace's id is the turn's own.</summary>
public static class TurnTrace
{
    /// <summary>The parent of all spans of a turn. No span has this id, so that no process needs to have started first.</summary>
    public static ActivityContext ContextOf(Guid turnId)
    {
        Span<byte> id = stackalloc byte[16];
        turnId.TryWriteBytes(id, bigEndian: true, out _);
        var traceId = ActivityTraceId.CreateFromBytes(id);

        TurnIds.SpanOf(turnId).TryWriteBytes(id, bigEndian: true, out _);
        return new ActivityContext(traceId, ActivitySpanId.CreateFromBytes(id[8..]), ActivityTraceFlags.Recorded);
    }

    /// <summary>A span of the turn's trace, below the span at hand if that is one of them too.</summary>
    /// <returns>Null when nobody listens; the caller disposes it.</returns>
    public static Activity? Start(ActivitySource source, string name, TurnClaim claim)
    {
        if (!source.HasListeners())
        {
            return null;
        }

        var turn = ContextOf(claim.TurnId);
        var parent = Activity.Current?.Context is { } current && current.TraceId == turn.TraceId ? current : turn;
        return source.StartActivity(name, ActivityKind.Internal, parent)?
            .About(claim.StoreId, claim.ConversationId)
            .SetTag("worksquared.turn", claim.TurnId.ToString())
            .SetTag("worksquared.epoch", claim.Epoch);
    }

    internal static Activity? Start(string name, TurnClaim claim) => Start(CoreActivity.Source, name, claim);

    /// <summary>Leads from the trace of whoever asked to the trace of the answer.</summary>
    internal static void LinkTo(this Activity span, Guid turnId) => span.AddLink(new ActivityLink(ContextOf(turnId)));
}
