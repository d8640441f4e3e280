using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace WorkSquared.Llm.Cases;

/// <summary>A model that does with each request what the recorded one did, after a look at whether it is the same request.</summary>
internal sealed class RecordedModel(CaseFile recorded, TextWriter output, bool debug) : IChatClient
{
    private const int PieceLength = 48;

    private readonly Queue<RecordedAttempt> _attempts = new(RecordedAttempt.Of(recorded));
    private readonly string _beginning = recorded.History.Continued?.Text ?? "";
    private int _requests;

    /// <summary>Called where something came between the model and the end of its answer: a Stop, or the death of the process.</summary>
    public Func<RecordedAttempt, Task> CutOff { get; set; } = _ => Task.CompletedTask;

    public bool HasAttempt => _attempts.Count > 0;

    public bool HasDifference { get; private set; }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        StopForDebugger();
        await CompareAsync([.. messages], options);
        if (!_attempts.TryDequeue(out var attempt))
        {
            HasDifference = true;
            await output.WriteLineAsync("  nothing is recorded of this request");
            throw RecordedFailure.Of(new RecordedAttempt(_requests, AttemptEnd.Failed, ErrorClass: "stream_cut"));
        }

        foreach (var thought in Pieces(attempt.Reasoning))
        {
            yield return new ChatResponseUpdate(ChatRole.Assistant, [new TextReasoningContent(thought)]) { ModelId = recorded.Answer?.ModelId };
        }

        foreach (var piece in Pieces(Rest(attempt.Text)))
        {
            yield return new ChatResponseUpdate(ChatRole.Assistant, piece) { ModelId = recorded.Answer?.ModelId };
        }

        switch (attempt.End)
        {
            case AttemptEnd.Answered:
                foreach (var last in Ending(recorded.Answer))
                {
                    yield return last;
                }

                break;
            case AttemptEnd.Failed:
                throw RecordedFailure.Of(attempt);
            default:
                await CutOff(attempt);
                throw new OperationCanceledException("The recorded request was cut off here.");
        }
    }

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }

    /// <summary>Up the stack from here is everything that made the request.</summary>
    private void StopForDebugger()
    {
        if (debug && !Debugger.IsAttached)
        {
            Debugger.Launch();
        }

        if (Debugger.IsAttached)
        {
            Debugger.Break();
        }
    }

    private async Task CompareAsync(IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        var difference = RequestDifference.First(recorded.Request, messages, options);
        HasDifference |= difference is not null;
        var size = $"{messages.Count} messages, {messages.Sum(message => message.Text.Length)} characters";
        await output.WriteLineAsync($"request {++_requests} ({size}): {difference ?? "same"}");
    }

    private string Rest(string text) => text.StartsWith(_beginning, StringComparison.Ordinal) ? text[_beginning.Length..] : text;

    private static IEnumerable<string> Pieces(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            // Not between the halves of a character.
            var end = Math.Min(start + PieceLength, text.Length);
            end += end < text.Length && char.IsHighSurrogate(text[end - 1]) ? 1 : 0;
            yield return text[start..end];
            start = end;
        }
    }

    private static IEnumerable<ChatResponseUpdate> Ending(CaseAnswer? answer)
    {
        yield return new ChatResponseUpdate { FinishReason = new ChatFinishReason(answer?.FinishReason is { Length: > 0 } reason ? reason : "stop") };
        UsageDetails usage = new() { InputTokenCount = answer?.InputTokens, OutputTokenCount = answer?.OutputTokens };
        yield return new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(usage)]);
    }
}
