// "Experimental": what the SDK has no name for is read by its place in the JSON.
#pragma warning disable SCME0001
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using StreamingChatCompletionUpdate = OpenAI.Chat.StreamingChatCompletionUpdate;

namespace WorkSquared.Llm.Providers.Streams;

/// <summary>Tells what a model thinks from what it answers, for servers of every habit: from here on it is reasoning content.</summary>
/// <remarks>The client below knows <c>delta.reasoning_content</c>. Ollama, OpenRouter and newer servers write <c>delta.reasoning</c>, and some leave it in
/// the text, in tags.</remarks>
internal sealed class ReasoningClient(IChatClient inner) : DelegatingChatClient(inner)
{
    /// <inheritdoc/>
    public override Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var tags = new ThinkTags();
        await foreach (var update in base.GetStreamingResponseAsync(messages, options, cancellationToken))
        {
            // Who writes it under both names means it once.
            if (FieldOf(update) is { Length: > 0 } reasoning && !update.Contents.Any(content => content is TextReasoningContent))
            {
                update.Contents.Insert(0, new TextReasoningContent(reasoning));
            }

            if (!tags.IsDone)
            {
                update.Contents = [.. update.Contents.SelectMany(content => content is TextContent text ? tags.Accept(text.Text) : [content])];

                // With the finish reason and not behind it: what comes after that may be cut off unnoticed.
                if (update.FinishReason is not null && tags.End() is { } rest)
                {
                    update.Contents.Add(rest);
                }
            }

            yield return update;
        }
    }

    private static string? FieldOf(ChatResponseUpdate update)
    {
        if (update.RawRepresentation is not StreamingChatCompletionUpdate raw
            || !raw.Patch.TryGetJson("$.choices[0].delta.reasoning"u8, out var json))
        {
            return null;
        }

        // Whatever else may have that name is no text.
        var reader = new Utf8JsonReader(json.Span);
        return reader.Read() && reader.TokenType is JsonTokenType.String ? reader.GetString() : null;
    }
}
