using System.Text;
using Microsoft.Extensions.AI;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Usage;

namespace WorkSquared.Llm.Answering;

/// <summary>What has arrived of an answer. One thread adds, another may read the text.</summary>
/// <param name="beginning">The text that this answer goes on from; empty for one from the beginning.</param>
internal sealed class StreamedAnswer(string beginning, TimeProvider time)
{
    /// <summary>No model or reason has a longer name: what a provider sends in its place must not fill the log.</summary>
    private const int LongestName = 100;

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
        ModelId ??= Name(update.ModelId);
        _finishReason ??= Name(update.FinishReason?.Value);
        Usage = update.Contents.OfType<UsageContent>().LastOrDefault()?.Details ?? Usage;

        // Not every database can store a NUL, and nobody can read one.
        var text = update.Text.Replace("\0", "", StringComparison.Ordinal);
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

    private static string? Name(string? said) => string.IsNullOrEmpty(said) ? null : said[..Math.Min(said.Length, LongestName)];

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
