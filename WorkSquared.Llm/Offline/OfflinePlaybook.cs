using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace WorkSquared.Llm.Offline;

/// <summary>Answers without a model: it recognises the usual needs of a consultancy and drafts from the person's own words.</summary>
/// <remarks>The same conversation always gets the same answer. It says what it is, and never poses as a language model.</remarks>
internal sealed class OfflinePlaybook(OfflineOptions options, TimeProvider time) : IChatClient
{
    public const string ModelId = "offline-playbook";

    private static readonly ChatClientMetadata _metadata = new("offline", providerUri: null, ModelId);

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        cancellationToken.ThrowIfCancellationRequested();

        return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, Playbook.Answer(messages)))
        {
            ModelId = ModelId,
            FinishReason = ChatFinishReason.Stop,
        });
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);

        var first = true;
        foreach (var word in WordsOf(Playbook.Answer(messages)))
        {
            if (!first)
            {
                await PaceAsync(cancellationToken);
            }

            cancellationToken.ThrowIfCancellationRequested();
            first = false;
            yield return new ChatResponseUpdate(ChatRole.Assistant, word) { ModelId = ModelId };
        }

        yield return new ChatResponseUpdate { Role = ChatRole.Assistant, ModelId = ModelId, FinishReason = ChatFinishReason.Stop };
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is not null)
        {
            return null;
        }

        return serviceType == typeof(ChatClientMetadata) ? _metadata : serviceType.IsInstanceOfType(this) ? this : null;
    }

    public void Dispose()
    {
    }

    /// <summary>Each word with the blanks before it, so that the pieces add up to the text.</summary>
    private static IEnumerable<string> WordsOf(string text)
    {
        var start = 0;
        for (var index = 1; index < text.Length; index++)
        {
            if (char.IsWhiteSpace(text[index]) && !char.IsWhiteSpace(text[index - 1]))
            {
                yield return text[start..index];
                start = index;
            }
        }

        yield return text[start..];
    }

    private Task PaceAsync(CancellationToken cancellationToken) =>
        options.WordsPerSecond == 0
            ? Task.CompletedTask
            : Task.Delay(TimeSpan.FromSeconds(1.0 / options.WordsPerSecond), time, cancellationToken);
}
