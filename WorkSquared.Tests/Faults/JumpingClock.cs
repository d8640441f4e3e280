using Microsoft.Extensions.Time.Testing;

namespace WorkSquared.Tests.Faults;

/// <summary>A wall clock that somebody sets, beside timers and time stamps that run on as before: what an operating system does.</summary>
internal sealed class JumpingClock : TimeProvider
{
    private readonly FakeTimeProvider _steady = new(new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero));
    private TimeSpan _jumps;

    public override long TimestampFrequency => _steady.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => _steady.LocalTimeZone;

    /// <summary>Sets the wall clock; no timer notices.</summary>
    public void Jump(TimeSpan by) => _jumps += by;

    /// <summary>Lets time pass, on the wall and everywhere else.</summary>
    public void Advance(TimeSpan by) => _steady.Advance(by);

    public override DateTimeOffset GetUtcNow() => _steady.GetUtcNow() + _jumps;

    public override long GetTimestamp() => _steady.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        _steady.CreateTimer(callback, state, dueTime, period);
}
