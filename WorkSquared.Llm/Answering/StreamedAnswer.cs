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
    private readonly Thoughts _thoughts = new(time);
    private readonly Lock _gate = new();
    private long _sent = time.GetTimestamp();
    private TimeSpan? _first;
    private string? _finishReason;

    /// <summary>The model as the provider names it.</summary>
    public string? ModelId { get; private set; }

    /// <summary>As the provider counts; null when it has not said.</summary>
    public UsageDetails? Usage { get; private set; }

    /// <summary>All that this request has brought, thoughts included: it is what a provider counts.</summary>
    public string Brought
    {
        get
        {
            lock (_gate)
            {
                return _thoughts.Text + _text.ToString(beginning.Length, _text.Length - beginning.Length);
            }
        }
    }

    /// <summary>The text, and what was thought by now.</summary>
    public WrittenText Written
    {
        get
        {
            lock (_gate)
            {
                return new WrittenText(_text.ToString(), _thoughts.ToReasoning());
            }
        }
    }

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

    /// <summary>How much has come: it only grows.</summary>
    public (int Text, int Thoughts) Length
    {
        get
        {
            lock (_gate)
            {
                return (_text.Length, _thoughts.Length);
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

        lock (_gate)
        {
            foreach (var content in update.Contents)
            {
                Add(content);
            }
        }
    }

    private void Add(AIContent content)
    {
        switch (content)
        {
            case TextReasoningContent reasoning:
                _thoughts.Add(Readable(reasoning.Text));
                break;
            case TextContent { Text: var said } when Readable(said) is { Length: > 0 } text:
                _first ??= time.GetElapsedTime(_sent);
                _thoughts.Pause();
                _text.Append(text);
                break;
        }
    }

    // Not every database can store a NUL, and nobody can read one.
    private static string Readable(string text) => text.Replace("\0", "", StringComparison.Ordinal);

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
