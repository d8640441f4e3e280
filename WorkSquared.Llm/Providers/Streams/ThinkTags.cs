using Microsoft.Extensions.AI;

namespace WorkSquared.Llm.Providers.Streams;

/// <summary>Tells thoughts from the answer in a text that comes in pieces: they stand between <c>&lt;think&gt;</c> and <c>&lt;/think&gt;</c> at its
/// very start, or nowhere.</summary>
internal sealed class ThinkTags
{
    private const string Opening = "<think>";
    private const string Closing = "</think>";

    /// <summary>More white space than this before a tag, and it is no tag that anybody meant.</summary>
    private const int MostHeld = 64;

    private string _held = "";
    private Place _place = Place.Start;

    private enum Place
    {
        /// <summary>Nothing has come yet that tells.</summary>
        Start,
        Within,

        /// <summary>Behind the closing tag, before the first word.</summary>
        Behind,
        Answer,
    }

    /// <summary>Whatever comes from now on is the answer.</summary>
    public bool IsDone => _place is Place.Answer;

    /// <summary>The next piece, as far as it is clear what it is; the rest is held back.</summary>
    public IEnumerable<AIContent> Accept(string piece)
    {
        _held += piece;
        if (_place is Place.Start)
        {
            Begin();
        }

        if (_place is Place.Within && Thoughts() is { Length: > 0 } thoughts)
        {
            yield return new TextReasoningContent(thoughts);
        }

        if (_place is Place.Behind && _held.TrimStart() is var answer)
        {
            (_held, _place) = (answer, answer.Length > 0 ? Place.Answer : Place.Behind);
        }

        if (_place is Place.Answer && _held.Length > 0)
        {
            yield return new TextContent(Take(_held.Length));
        }
    }

    /// <summary>Nothing more will come: what is held back is what it seems to be.</summary>
    /// <returns>Null when nothing is.</returns>
    public AIContent? End() => (_place, Take(_held.Length)) switch
    {
        (_, "") => null,
        (Place.Within, var thoughts) => new TextReasoningContent(thoughts),
        (_, var text) => new TextContent(text),
    };

    private void Begin()
    {
        var text = _held.AsSpan().TrimStart();
        if (text.StartsWith(Opening))
        {
            (_held, _place) = (text[Opening.Length..].ToString(), Place.Within);
        }
        else if (_held.Length > MostHeld || !Opening.AsSpan().StartsWith(text))
        {
            _place = Place.Answer;
        }
    }

    private string Thoughts()
    {
        var end = _held.IndexOf(Closing, StringComparison.Ordinal);
        if (end >= 0)
        {
            var thoughts = Take(end);
            (_held, _place) = (_held[Closing.Length..], Place.Behind);
            return thoughts;
        }

        // The end of the piece may be the beginning of the tag.
        var tag = Enumerable.Range(1, Closing.Length - 1).Reverse()
            .FirstOrDefault(length => _held.EndsWith(Closing[..length], StringComparison.Ordinal));
        return Take(_held.Length - tag);
    }

    private string Take(int length)
    {
        var taken = _held[..length];
        _held = _held[length..];
        return taken;
    }
}
