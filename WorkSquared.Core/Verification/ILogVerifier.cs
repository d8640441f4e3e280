namespace WorkSquared.Core.Verification;

/// <summary>Checks a log from outside, beside a running server or without one.</summary>
public interface ILogVerifier
{
    /// <summary>Checks positions, payload hashes, chain, heads, one terminal event a turn, and that a replay gives the projections as they are.</summary>
    /// <exception cref="StartupRefusedException">There is no database, or it can't be read.</exception>
    Task<VerificationReport> VerifyAsync(CancellationToken cancellationToken);
}

/// <summary>Makes the projections anew from the log.</summary>
public interface IProjectionRebuilder
{
    /// <summary>Replays every event into emptied tables, in one transaction. Needs the data directory for itself.</summary>
    /// <returns>How many events were replayed.</returns>
    /// <exception cref="StartupRefusedException">A server is running on it, or it can't be opened.</exception>
    Task<long> RebuildAsync(CancellationToken cancellationToken);
}

/// <param name="Unknown">Events of types or shapes that this version does not know: kept, and no fault.</param>
/// <param name="Head">For each store its last position and last link, to be compared with one noted elsewhere: it shows a cut tail.</param>
/// <param name="Faults">What is wrong, a sentence each: the first twenty.</param>
public sealed record VerificationReport(long Events, long Unknown, IReadOnlyList<string> Head, IReadOnlyList<string> Faults)
{
    public bool IsSound => Faults.Count == 0;
}
