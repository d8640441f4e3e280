using WorkSquared.Core.Events;

namespace WorkSquared.Core.Bus;

/// <summary>What the bus needs of the log.</summary>
internal interface ILogReader
{
    Task<LogPage> ReadAsync(string storeId, long after, int limit, Guid? topic, CancellationToken cancellationToken);
}

/// <param name="Events">In order of position.</param>
/// <param name="Through">The position up to which the log was looked through, whether it held anything of interest or not.</param>
/// <param name="IsLast">The head of the log was reached.</param>
internal sealed record LogPage(IReadOnlyList<CommittedEvent> Events, long Through, bool IsLast);
