namespace WorkSquared.Core.Health;

/// <summary>The sign of life of whoever answers in this process, for those who ask whether it hangs.</summary>
public sealed class ResponderPulse(TimeProvider time)
{
    // Counted from the start, so that a responder which never got going is noticed too.
    private long _last = time.GetTimestamp();
    private volatile bool _isOff;

    /// <summary>Null when this process leaves the answers to another.</summary>
    public TimeSpan? SinceLastBeat => _isOff ? null : time.GetElapsedTime(Volatile.Read(ref _last));

    public void Beat() => Volatile.Write(ref _last, time.GetTimestamp());

    public void TurnOff() => _isOff = true;
}
