using System.Text.Json;
using WorkSquared.Core.Events;
using WorkSquared.Core.Sharing;

namespace WorkSquared.Core.Audit;

/// <summary>Reads a log for those who must know who did what: admins of the store, and of the instance's own log its administrators.</summary>
/// <remarks>Whoever may not is told nothing, and asking is recorded; so is every look of those who may. A conversation that the reader does not see
/// is in what this gives without its text, its name or its id.</remarks>
public interface IAuditReader
{
    /// <summary>The newest events before a position.</summary>
    /// <param name="before">The last position that the reader has; null to begin.</param>
    /// <returns>Null for whoever may not look.</returns>
    /// <exception cref="CommandRefusedException">The look can't be recorded, so nothing is shown.</exception>
    Task<AuditLines?> ReadAsync(Reader reader, AuditFilter filter, long? before, CancellationToken cancellationToken);

    /// <returns>The event's own JSON; null where there is none that the reader may see.</returns>
    /// <exception cref="CommandRefusedException">The look can't be recorded, so nothing is shown.</exception>
    Task<string?> PayloadAsync(Reader reader, long position, CancellationToken cancellationToken);

    /// <summary>The same events with all that the reader may see of them, the newest first and at most <paramref name="limit"/>.</summary>
    /// <returns>Null for whoever may not look.</returns>
    /// <exception cref="CommandRefusedException">The look can't be recorded, so nothing is shown.</exception>
    Task<IAsyncEnumerable<AuditRecord>?> DownloadAsync(Reader reader, AuditFilter filter, int limit, CancellationToken cancellationToken);
}

/// <param name="HasMore">There are events before the last one of these.</param>
public sealed record AuditLines(IReadOnlyList<AuditLine> Lines, bool HasMore);

/// <param name="Data">What happened; null where the reader does not see its conversation.</param>
/// <param name="Conversation">The one that it belongs to, if the reader sees it.</param>
/// <param name="IsPrivate">It belongs to one that the reader does not see.</param>
public sealed record AuditLine(
    long Position, DateTimeOffset At, string Type, Actor Actor, WorkEvent? Data, AuditedConversation? Conversation, bool IsPrivate);

public sealed record AuditedConversation(Guid Id, string Title);

/// <param name="Payload">Null where the reader does not see its conversation.</param>
public sealed record AuditRecord(long Position, DateTimeOffset CommittedAt, string StoreId, string Type, string Actor, Guid? ConversationId, JsonElement? Payload);
