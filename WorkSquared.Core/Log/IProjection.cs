using WorkSquared.Core.Events;

namespace WorkSquared.Core.Log;

/// <summary>A table derived from the log, written in the transaction of the event.</summary>
/// <remarks>A function of the event and of what earlier events left: no clock, no random id; the same event twice changes nothing.</remarks>
internal interface IProjection
{
    /// <summary>Raise it with every change of what is derived, or how: the next start then makes all tables anew.</summary>
    const int Version = 9;

    /// <summary>The tables of the model that it owns: a rebuild empties them first, and a replay must give them again.</summary>
    IReadOnlyList<string> Tables { get; }

    /// <summary>What a replay must give again beside these tables.</summary>
    IReadOnlyList<ReplayedQuery> Replayed => [];

    void Apply(CommittedEvent committed, WriteSession session);

    /// <summary>Empties what it owns, for a rebuild.</summary>
    void Clear(WriteSession session)
    {
        foreach (var table in Tables)
        {
            session.Execute($"DELETE FROM {table}");
        }
    }
}

/// <param name="Name">What it reads, for a sentence about it.</param>
/// <param name="Sql">With an order of its own.</param>
internal sealed record ReplayedQuery(string Name, string Sql);
