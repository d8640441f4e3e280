using System.Diagnostics;

namespace WorkSquared.Core.Log;

/// <summary>The span <c>log.commit</c>: from BEGIN to COMMIT. It has failed unless it is told otherwise.</summary>
internal readonly ref struct CommitSpan()
{
    private readonly Activity? _span = CoreActivity.Source.StartActivity("log.commit")?.SetStatus(ActivityStatusCode.Error);

    public void Succeed(int events, int requests)
    {
        if (_span is null)
        {
            return;
        }

        _span.SetStatus(ActivityStatusCode.Ok).SetTag("worksquared.events", events).SetTag("worksquared.requests", requests);
        if (events == 0)
        {
            // Claims, leases and drafts: the queue is asked every second, and nobody reads a trace of each.
            _span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }
    }

    public void Dispose() => _span?.Dispose();
}
