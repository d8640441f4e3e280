using WorkSquared.Core.Sharing;

namespace WorkSquared.Tests.Support;

/// <summary>For tests in which it does not matter who sees what.</summary>
internal sealed class EverybodySees : ISight
{
    public Task<bool> SeesAsync(Reader reader, Guid conversationId, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task<bool> SeesWorkspaceAsync(Reader reader, CancellationToken cancellationToken) => Task.FromResult(true);
}
