namespace WorkSquared.Core.Turns;

/// <summary>How much is owed to people, in all stores.</summary>
public interface ITurnBacklog
{
    Task<Backlog> ReadAsync(CancellationToken cancellationToken);
}

/// <param name="OpenTurns">Questions without an answer, those that are being answered included.</param>
/// <param name="OldestWaiting">How long ago the oldest of those was asked that nobody is answering; zero when none waits.</param>
public sealed record Backlog(int OpenTurns, TimeSpan OldestWaiting);
