using System.Text;
using Microsoft.Extensions.AI;
using WorkSquared.Core.Chat;
using WorkSquared.Llm.Providers;

namespace WorkSquared.Llm.Answering;

/// <summary>What has arrived of an answer. One thread adds, another may read the text.</summary>
internal sealed class StreamedAnswer(TimeProvider time)
{
    /// <summary>Far more than a model writes: a provider that goes on beyond it is broken.</summary>
    private const int MaxLength = 400_000;

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

    /// <exception cref="ModelStreamException">The provider sends more than any answer can be.</exception>
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
            if (_text.Length > MaxLength)
            {
                throw ModelStreamException.TooLong();
            }
        }
    }

    /// <summary>The text, if the provider said that this is all of it.</summary>
    /// <exception cref="ModelStreamException">The stream ended without a finish reason: what came is a piece, not an answer.</exception>
    public string WholeText() => _finishReason is null ? throw ModelStreamException.Cut() : Text;

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
