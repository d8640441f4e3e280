using System.Text;
using Microsoft.Extensions.AI;
using WorkSquared.Core.Chat;

namespace WorkSquared.Llm.Answering;

/// <summary>What has arrived of an answer. One thread adds, another may read the text.</summary>
internal sealed class StreamedAnswer(TimeProvider time)
{
    private readonly StringBuilder _text = new();
    private readonly Lock _gate = new();
    private readonly long _started = time.GetTimestamp();
    private TimeSpan? _first;
    private string? _finishReason;
    private UsageDetails? _usage;

    /// <summary>The model as the provider names it.</summary>
    public string? ModelId { get; private set; }

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

    public void Add(ChatResponseUpdate update)
    {
        ModelId ??= string.IsNullOrEmpty(update.ModelId) ? null : update.ModelId;
        _finishReason ??= update.FinishReason?.Value;
        _usage = update.Contents.OfType<UsageContent>().LastOrDefault()?.Details ?? _usage;

        var text = update.Text;
        if (text.Length == 0)
        {
            return;
        }

        _first ??= time.GetElapsedTime(_started);
        lock (_gate)
        {
            _text.Append(text);
        }
    }

    public ResponseMetadata ToMetadata(string source, int attempt, PromptManifest prompt) => new(
        source,
        _finishReason ?? "",
        attempt,
        _usage?.InputTokenCount,
        _usage?.OutputTokenCount,
        (long?)_first?.TotalMilliseconds,
        (long)time.GetElapsedTime(_started).TotalMilliseconds,
        prompt);
}
