using System.Diagnostics;

namespace WorkSquared.Benchmarks.Measuring;

/// <summary>One event on its way to many: when the last of them has it.</summary>
internal sealed class Arrival(int subscribers)
{
    private readonly TaskCompletionSource<long> _last = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _left = subscribers;

    /// <summary>The timestamp of the last one.</summary>
    public Task<long> Last => _last.Task;

    public void Signal()
    {
        if (Interlocked.Decrement(ref _left) == 0)
        {
            _last.SetResult(Stopwatch.GetTimestamp());
        }
    }
}
