using WorkSquared.Core.Sharing;

namespace WorkSquared.Core.Cases;

/// <summary>Makes the file that tells all about one turn (docs/cases.md). Registered by whoever builds the prompts.</summary>
public interface ICaseFiles
{
    /// <returns>JSON; null when the conversation has no such turn, or a person has written its answer.</returns>
    Task<byte[]?> ExportAsync(Reader reader, Guid conversationId, Guid turnId, CancellationToken cancellationToken);
}
