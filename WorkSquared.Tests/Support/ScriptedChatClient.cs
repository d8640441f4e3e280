using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.AI;

namespace WorkSquared.Tests.Support;

/// <summary>A model whose answers the test writes, word by word, while it looks on.</summary>
internal sealed class ScriptedChatClient : IChatClient
{
    private readonly Channel<ScriptedCall> _calls = Channel.CreateUnbounded<ScriptedCall>();

    /// <summary>The next request, as soon as it has been sent; the test's own timeout ends the wait.</summary>
    public async Task<ScriptedCall> NextCallAsync() => await _calls.Reader.ReadAsync(TestContext.Current.CancellationToken);

    public bool HasCall => _calls.Reader.TryPeek(out _);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var call = new ScriptedCall([.. messages], cancellationToken);
        await _calls.Writer.WriteAsync(call, cancellationToken);
        await foreach (var update in call.Updates.ReadAllAsync(cancellationToken))
        {
            yield return update;
        }
    }

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }
}

internal sealed class ScriptedCall
{
    private readonly Channel<ChatResponseUpdate> _updates = Channel.CreateUnbounded<ChatResponseUpdate>();
    private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ScriptedCall(IReadOnlyList<ChatMessage> messages, CancellationToken cancellationToken)
    {
        Messages = messages;
        cancellationToken.Register(() => _cancelled.TrySetResult());
    }

    public IReadOnlyList<ChatMessage> Messages { get; }

    /// <summary>The texts after the system prompt, with who said them.</summary>
    public IEnumerable<string> Turns => Messages.Skip(1).Select(message => $"{message.Role}: {message.Text}");

    public ChannelReader<ChatResponseUpdate> Updates => _updates.Reader;

    /// <summary>Completes when the request has been cancelled.</summary>
    public Task Cancelled => _cancelled.Task.WaitAsync(TestContext.Current.CancellationToken);

    public void Say(string text, string model = "scripted") =>
        _updates.Writer.TryWrite(new ChatResponseUpdate(ChatRole.Assistant, text) { ModelId = model });

    public void Think(string text) => _updates.Writer.TryWrite(new ChatResponseUpdate(ChatRole.Assistant, [new TextReasoningContent(text)]));

    public void Finish(ChatFinishReason? reason = null)
    {
        _updates.Writer.TryWrite(new ChatResponseUpdate { FinishReason = reason ?? ChatFinishReason.Stop });
        _updates.Writer.Complete();
    }

    public void Answer(string text)
    {
        Say(text);
        Finish();
    }

    public void Fail(Exception exception) => _updates.Writer.Complete(exception);
}
