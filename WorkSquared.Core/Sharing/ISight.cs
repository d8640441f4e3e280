namespace WorkSquared.Core.Sharing;

/// <summary>What somebody may see, as the database has it at this instant: for what reaches them past the readers.</summary>
internal interface ISight
{
    /// <returns>True for a conversation that does not exist, too: there is nothing of it to be seen.</returns>
    Task<bool> SeesAsync(Reader reader, Guid conversationId, CancellationToken cancellationToken);

    /// <summary>Whether they see what belongs to no conversation.</summary>
    Task<bool> SeesWorkspaceAsync(Reader reader, CancellationToken cancellationToken);
}
