using System.Collections.Immutable;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Sharing;

namespace WorkSquared.Core.Cases;

/// <summary>Reads what the model saw before it gave an answer, by the manifest that the answer carries.</summary>
public interface ISentPrompts
{
    /// <returns>Null when the conversation has no such turn, or it has no answer that says what was sent.</returns>
    Task<SentPrompt?> ReadAsync(Reader reader, Guid conversationId, Guid turnId, CancellationToken cancellationToken);
}

/// <param name="Manifest">As it was recorded with the answer.</param>
/// <param name="SystemPrompt">Null when no text of that version is known here any more.</param>
/// <param name="Messages">What people and the assistant had said, in the order in which it was sent.</param>
public sealed record SentPrompt(PromptManifest Manifest, string? SystemPrompt, ImmutableArray<PromptMessage> Messages);

/// <param name="Message">Null when the log has nothing at that position that this version understands.</param>
public sealed record PromptMessage(long Position, Message? Message);
