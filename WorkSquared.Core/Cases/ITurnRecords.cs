using WorkSquared.Core.Chat;
using WorkSquared.Core.Sharing;
using WorkSquared.Core.Turns;

namespace WorkSquared.Core.Cases;

/// <summary>What the log has of one turn.</summary>
public interface ITurnRecords
{
    /// <param name="historyLimit">So many turns before the question at most, where the log does not say which were sent.</param>
    /// <returns>Null when the conversation has no such turn.</returns>
    Task<TurnRecord?> ReadAsync(Reader reader, Guid conversationId, Guid turnId, int historyLimit, CancellationToken cancellationToken);
}

/// <param name="Events">The one that opened the turn, and all that it brought about up to its end, in order.</param>
/// <param name="History">What the prompt was made from, if <paramref name="Sent"/> says; otherwise what it would be made from now.</param>
/// <param name="Sent">The recorded manifest of the prompt; null for a turn that has no answer.</param>
public sealed record TurnRecord(IReadOnlyList<EventEnvelope> Events, TurnHistory History, PromptManifest? Sent);
