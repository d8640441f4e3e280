using WorkSquared.Core.Sharing;

namespace WorkSquared.Core.Prompts;

public interface IPromptReader
{
    Task<PromptLibrary> ReadAsync(Reader reader, CancellationToken cancellationToken);
}
