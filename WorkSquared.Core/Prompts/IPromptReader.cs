namespace WorkSquared.Core.Prompts;

public interface IPromptReader
{
    Task<PromptLibrary> ReadAsync(string storeId, CancellationToken cancellationToken);
}
