using WorkSquared.Core.Turns;
using WorkSquared.Llm.Providers;

namespace WorkSquared.Llm.Answering;

/// <summary>Whether a turn whose attempt failed gets another one, and when.</summary>
internal sealed class RetryPolicy(Random random)
{
    /// <summary>Requests to the provider for one turn, those that a crash cut off included.</summary>
    public const int MaxAttempts = 3;

    private static readonly TimeSpan _longestBackoff = TimeSpan.FromSeconds(60);

    /// <param name="attempt">The number of the one that failed.</param>
    /// <returns>How long to wait before the next; null when the failure is final.</returns>
    public TimeSpan? WaitAfter(ModelFailure failed, int attempt)
    {
        if (failed.Trouble is null || attempt >= MaxAttempts || failed.RetryAfter > Delay.Longest)
        {
            return null;
        }

        return failed.RetryAfter is { } asked && asked > TimeSpan.Zero ? asked : Backoff(attempt);
    }

    /// <summary>What to say when nobody tries again by itself.</summary>
    public static TurnFailure FinalOf(ModelFailure failed) => failed.RetryAfter > Delay.Longest
        ? failed.Failure with { Reason = $"{failed.Trouble ?? failed.Failure.Reason} {AskedFor(failed.RetryAfter.Value)}" }
        : failed.Failure;

    /// <summary>Doubling, and anywhere below it: servers that failed together do not come back together.</summary>
    private TimeSpan Backoff(int attempt)
    {
        var most = Math.Min(_longestBackoff.TotalSeconds, Math.Pow(2, attempt - 1));
        return TimeSpan.FromSeconds(most * random.NextDouble());
    }

    private static string AskedFor(TimeSpan wait) => wait.TotalHours >= 2
        ? $"It asks to be left alone for {wait.TotalHours:0} hours; try again then."
        : $"It asks to be left alone for {wait.TotalMinutes:0} minutes; try again then.";
}
