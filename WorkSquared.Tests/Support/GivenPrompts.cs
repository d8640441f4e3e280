using WorkSquared.Core.Cases;
using WorkSquared.Core.Sharing;

namespace WorkSquared.Tests.Support;

/// <summary>The prompt of an answer as the test says it was, for tests of pages.</summary>
internal sealed class GivenPrompts : ISentPrompts
{
    public SentPrompt? Sent { get; set; }

    public int Reads { get; private set; }

    public Task<SentPrompt?> ReadAsync(Reader reader, Guid conversationId, Guid turnId, CancellationToken cancellationToken)
    {
        Reads++;
        return Task.FromResult(Sent);
    }
}
