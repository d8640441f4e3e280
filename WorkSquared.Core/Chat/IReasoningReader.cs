using WorkSquared.Core.Sharing;

namespace WorkSquared.Core.Chat;

/// <summary>Reads what a model thought for whoever asks: few do, and a transcript has only the time.</summary>
public interface IReasoningReader
{
    /// <returns>Null when the conversation has no such turn, it is open, or nothing of the kind came with its end.</returns>
    Task<Reasoning?> ReadAsync(Reader reader, Guid conversationId, Guid turnId, CancellationToken cancellationToken);
}
