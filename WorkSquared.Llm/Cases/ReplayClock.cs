namespace WorkSquared.Llm.Cases;

/// <summary>The system's clock, which a replay may put forward: what waited ten minutes then need not wait now.</summary>
internal sealed class ReplayClock : TimeProvider
{
    private TimeSpan _skipped;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _skipped;

    public void Skip(TimeSpan time) => _skipped += time;
}
