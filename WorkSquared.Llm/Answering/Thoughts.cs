using System.Text;
using WorkSquared.Core.Chat;

namespace WorkSquared.Llm.Answering;

/// <summary>What has arrived of a model's reasoning, and how long it took. Its owner takes care that one thread at a time is here.</summary>
internal sealed class Thoughts(TimeProvider time)
{
    private readonly StringBuilder _text = new();
    private Reasoning? _told;
    private TimeSpan _thought;
    private long? _since;

    public int Length => _text.Length;

    /// <summary>All of it, for whoever counts it; <see cref="ToReasoning"/> has what is kept.</summary>
    public string Text => _text.ToString();

    public void Add(string text)
    {
        // Some models begin with an empty line, and some with nothing else: then they have thought nothing.
        text = _text.Length == 0 ? text.TrimStart() : text;
        if (text.Length > 0)
        {
            _since ??= time.GetTimestamp();
            _text.Append(text);
        }
    }

    /// <summary>The answer goes on. A model may think again later.</summary>
    public void Pause()
    {
        if (_since is { } since)
        {
            _thought += time.GetElapsedTime(since);
            _since = null;
        }
    }

    /// <summary>As it is now.</summary>
    /// <returns>Null when there is none.</returns>
    public Reasoning? ToReasoning()
    {
        if (_text.Length == 0)
        {
            return null;
        }

        var thought = _thought + (_since is { } since ? time.GetElapsedTime(since) : TimeSpan.Zero);
        var kept = Math.Min(_text.Length, Reasoning.LongestText);

        // Not between the halves of a character.
        kept -= kept < _text.Length && char.IsHighSurrogate(_text[kept - 1]) ? 1 : 0;

        // The answer that comes after it grows for long, and this does not.
        var text = _told?.Text.Length == kept ? _told.Text : _text.ToString(0, kept);
        _told = new Reasoning(text, (long)thought.TotalMilliseconds, kept < _text.Length ? _text.Length - kept : null);
        return _told;
    }
}
