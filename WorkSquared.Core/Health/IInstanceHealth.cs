using System.Collections.Immutable;
using WorkSquared.Core.Events;
using WorkSquared.Core.Turns;

namespace WorkSquared.Core.Health;

/// <summary>How the instance is, for those who administer it.</summary>
public interface IInstanceHealth
{
    /// <exception cref="CommandRefusedException"><see cref="Refusal.NotFound"/>: somebody else asks.</exception>
    Task<InstanceReport> ReadAsync(Actor actor, CancellationToken cancellationToken);
}

/// <param name="Backlog">Null when the database can't be written; then there are no workspaces either.</param>
/// <param name="DatabaseBytes">With what is not in the main file yet.</param>
/// <param name="FreeBytes">On the disk of the database.</param>
public sealed record InstanceReport(
    Backlog? Backlog, string SqliteVersion, long DatabaseBytes, long FreeBytes, ImmutableArray<WorkspaceSize> Workspaces);

/// <param name="Events">In its log.</param>
public sealed record WorkspaceSize(string Name, long Events, int Members);
