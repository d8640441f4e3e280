using System.Text;
using Microsoft.Extensions.AI;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Usage;

namespace WorkSquared.Llm.Answering;

/// <summary>What has arrived of an answer. One thread adds, another may read the text.</summary>
/// <param name="beginning">The text that this answer goes on from; empty for one from the beginning.</param>
internal sealed class StreamedAnswer(string beginning, TimeProvider time)
{
    private readonly StringBuilder _text = new(beginning);
    private readonly Lock _gate = new();
    private long _sent = time.GetTimestamp();
    private TimeSpan? _first;
    private string? _finishReason;

    /// <summary>The model as the provider names it.</summary>
    public string? ModelId { get; private set; }

    /// <summary>As the provider counts; null when it has not said.</summary>
    public UsageDetails? Usage { get; private set; }

    /// <summary>The text of this request alone.</summary>
    public string Written => Text[beginning.Length..];

    public string Text
    {
        get
        {
            lock (_gate)
            {
                return _text.ToString();
            }
        }
    }

    public int Length
    {
        get
        {
            lock (_gate)
            {
                return _text.Length;
            }
        }
    }

    /// <summary>The request leaves now: all times count from here.</summary>
    public void RequestSent() => _sent = time.GetTimestamp();

    public void Add(ChatResponseUpdate update)
    {
        ModelId ??= string.IsNullOrEmpty(update.ModelId) ? null : update.ModelId;
        _finishReason ??= update.FinishReason?.Value;
        Usage = update.Contents.OfType<UsageContent>().LastOrDefault()?.Details ?? Usage;

        var text = update.Text;
        if (text.Length == 0)
        {
            return;
        }

        _first ??= time.GetElapsedTime(_sent);
        lock (_gate)
        {
            _text.Append(text);
        }
    }

    public ResponseMetadata ToMetadata(string source, int attempt, PromptManifest prompt, TokenUsage? usage) => new(
        source,
        _finishReason ?? "",
        attempt,
        usage?.InputTokens,
        usage?.OutputTokens,
        (long?)_first?.TotalMilliseconds,
        (long)time.GetElapsedTime(_sent).TotalMilliseconds,
        prompt,
        usage?.CachedInputTokens,
        usage?.Cost,
        usage?.Currency,
        usage?.IsEstimated);
}
