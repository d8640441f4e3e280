using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace WorkSquared.Llm.Providers.Streams;

/// <summary>Lets a stream end well only if it is an answer: finished by the model, within bounds, and not empty. What it
/// thought before counts for the bounds, and is no answer.</summary>
internal sealed class WholeAnswerClient(IChatClient inner, StreamLimits limits) : DelegatingChatClient(inner)
{
    /// <inheritdoc/>
    /// <remarks>Streams too, so that one set of limits rules.</remarks>
    public override Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var textLength = 0;
        var said = false;
        ChatFinishReason? finish = null;
        await using var updates =
            base.GetStreamingResponseAsync(messages, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await MoveNextAsync(updates, finished: finish is not null))
        {
            var update = updates.Current;
            finish = update.FinishReason ?? finish;
            textLength += update.Text.Length + update.Contents.OfType<TextReasoningContent>().Sum(reasoning => reasoning.Text.Length);
            said |= !string.IsNullOrWhiteSpace(update.Text) || update.Contents.Any(content => content is FunctionCallContent);
            if (textLength > limits.MaxTextLength)
            {
                throw new AnswerFailedException(AnswerFault.TooLarge);
            }

            yield return update;
        }

        if (finish is null)
        {
            throw new AnswerFailedException(AnswerFault.Cut);
        }

        if (!said)
        {
            throw new AnswerFailedException(WithoutAWord(finish.Value));
        }
    }

    private static AnswerFault WithoutAWord(ChatFinishReason finish) =>
        finish == ChatFinishReason.ContentFilter ? AnswerFault.ContentFilter
        : finish == ChatFinishReason.Length ? AnswerFault.NoRoom
        : AnswerFault.Empty;

    private static async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<ChatResponseUpdate> updates, bool finished)
    {
        try
        {
            return await updates.MoveNextAsync();
        }
        catch (Exception exception) when (finished && IsSilenceOrBreak(exception))
        {
            // The model had said that it is done. All that is lost is the count of tokens, which comes after.
            return false;
        }
        catch (Exception exception) when (IsOfTheParser(exception))
        {
            throw new AnswerFailedException(AnswerFault.Malformed, innerException: exception);
        }
    }

    // The SDK's parser trusts what it reads: a null or a number out of place ends in one of these.
    private static bool IsOfTheParser(Exception exception) =>
        exception is JsonException or FormatException or ArgumentException or InvalidOperationException or KeyNotFoundException
            or NullReferenceException or IndexOutOfRangeException or InvalidCastException or OverflowException;

    private static bool IsSilenceOrBreak(Exception exception) =>
        exception is IOException or AnswerFailedException { Fault: AnswerFault.IdleTimeout or AnswerFault.WallTimeout };
}
