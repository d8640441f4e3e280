using WorkSquared.Core.Turns;

namespace WorkSquared.Core.Health;

/// <summary>Whether people can use the workspace: can what they write be stored, and what was written be read?</summary>
public interface IWorkspaceHealth
{
    /// <summary>Tries both, in bounded time.</summary>
    /// <returns>What is owed to people; null when the database can't be read or written.</returns>
    Task<Backlog?> CheckAsync(CancellationToken cancellationToken);
}
