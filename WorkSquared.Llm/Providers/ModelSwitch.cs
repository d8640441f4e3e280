using Microsoft.Extensions.AI;

namespace WorkSquared.Llm.Providers;

/// <summary>Sends each request to the client of the model it names: Azure has the model in the address, others in the body.</summary>
internal sealed class ModelSwitch(string own, IReadOnlyDictionary<string, IChatClient> clients) : IChatClient
{
    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        Of(options).GetResponseAsync(messages, options, cancellationToken);

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        Of(options).GetStreamingResponseAsync(messages, options, cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) => clients[own].GetService(serviceType, serviceKey);

    public void Dispose()
    {
        foreach (var client in clients.Values)
        {
            client.Dispose();
        }
    }

    private IChatClient Of(ChatOptions? options) => clients[options?.ModelId ?? own];
}
