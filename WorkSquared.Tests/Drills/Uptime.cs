using System.Diagnostics;

namespace WorkSquared.Tests.Drills;

/// <summary>Whether the server is there, so that senders wait for it instead of knocking, and how long they had to after each kill.</summary>
internal sealed class Uptime
{
    private readonly Lock _lock = new();
    private readonly List<TimeSpan> _recoveries = [];
    private TaskCompletionSource _up = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<DateTimeOffset> _kills = [];
    private long? _wentDown;

    /// <summary>Counts the processes: a request that was sent in one life can't be answered in the next.</summary>
    public int Life { get; private set; } = 1;

    /// <summary>From each kill to the first message that the next process acknowledged.</summary>
    public IReadOnlyList<TimeSpan> Recoveries
    {
        get
        {
            lock (_lock)
            {
                return [.. _recoveries];
            }
        }
    }

    public IReadOnlyList<DateTimeOffset> Kills
    {
        get
        {
            lock (_lock)
            {
                return [.. _kills];
            }
        }
    }

    public Task WhenUpAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return _up.Task.WaitAsync(cancellationToken);
        }
    }

    /// <param name="life">The life that listens: it may have been ended since.</param>
    public void Up(int life)
    {
        lock (_lock)
        {
            if (life == Life)
            {
                _up.TrySetResult();
            }
        }
    }

    /// <summary>Said before the kill, or senders would knock in vain at once.</summary>
    public void Down()
    {
        lock (_lock)
        {
            Life++;
            _kills.Add(TimeProvider.System.GetUtcNow());
            _wentDown = Stopwatch.GetTimestamp();
            if (_up.Task.IsCompleted)
            {
                _up = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    /// <param name="life">The life in which the request was sent: a late answer of the dead process is no recovery.</param>
    public void Acknowledged(int life)
    {
        lock (_lock)
        {
            if (life == Life && _wentDown is { } moment)
            {
                _recoveries.Add(Stopwatch.GetElapsedTime(moment));
                _wentDown = null;
            }
        }
    }
}
