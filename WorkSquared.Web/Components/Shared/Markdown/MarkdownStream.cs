using Microsoft.Extensions.Localization;
using WorkSquared.Web.Localisation;

namespace WorkSquared.Web.Components.Shared.Markdown;

/// <summary>Markdown that grows, as a list of rendered blocks: all but the last are finished and never change again.</summary>
/// <remarks>
/// Where a block ends is decided by what comes before and by the start of the next line alone, so a text that streams in ends as the very
/// blocks
/// that the whole text gives at once. New text costs the rendering of the last block, however long the answer is.
/// Limit: one block is rendered whole at every change, so a single table or code block of many pages is not cut.
/// </remarks>
internal sealed class MarkdownStream(IStringLocalizer<Wording> L)
{
    /// <summary>A list is cut at an item once it is this long; other blocks end at a blank line.</summary>
    private const int LongList = 4_000;

    private readonly List<string> _finished = [];
    private string _text = "";
    private int _blockStart;
    private int _lineStart;
    private Fence? _fence;
    private bool _afterBlank;
    private bool _isList;

    /// <summary>The blocks of a text that will not grow.</summary>
    public static IReadOnlyList<string> Render(string text, IStringLocalizer<Wording> L) => new MarkdownStream(L).Update(text);

    /// <summary>Takes the whole text so far.</summary>
    public IReadOnlyList<string> Update(string text)
    {
        if (!text.StartsWith(_text, StringComparison.Ordinal))
        {
            Restart();
        }

        _text = text;
        Advance();

        var tail = _text[_blockStart..];
        return string.IsNullOrWhiteSpace(tail) ? [.. _finished] : [.. _finished, MarkdownHtml.Render(tail, L)];
    }

    private void Restart()
    {
        _finished.Clear();
        (_blockStart, _lineStart, _fence) = (0, 0, null);
        (_afterBlank, _isList) = (false, false);
    }

    private void Advance()
    {
        while (_lineStart < _text.Length)
        {
            var end = _text.IndexOf('\n', _lineStart);
            var line = _text.AsSpan(_lineStart, (end < 0 ? _text.Length : end) - _lineStart);

            // "1" may become "1. item": within a list only a whole line tells. Elsewhere its first character does.
            var isTelling = end >= 0 || !_isList;
            if (isTelling && StartsBlock(line))
            {
                FinishBlock();
            }

            if (end < 0)
            {
                return;
            }

            Consume(line);
            _lineStart = end + 1;
        }
    }

    private bool StartsBlock(ReadOnlySpan<char> line)
    {
        if (_fence is not null || _lineStart == _blockStart || line.IsEmpty || char.IsWhiteSpace(line[0]))
        {
            return false;
        }

        return _isList && IsListItem(line) ? _lineStart - _blockStart > LongList : _afterBlank;
    }

    private void FinishBlock()
    {
        var block = _text[_blockStart.._lineStart];
        if (!string.IsNullOrWhiteSpace(block))
        {
            _finished.Add(MarkdownHtml.Render(block, L));
        }

        _blockStart = _lineStart;
        (_afterBlank, _isList) = (false, false);
    }

    private void Consume(ReadOnlySpan<char> line)
    {
        if (_fence is { } fence)
        {
            _fence = fence.IsClosedBy(line) ? null : fence;
            return;
        }

        _afterBlank = line.IsWhiteSpace();
        if (_afterBlank || Indent(line) > 3)
        {
            return;
        }

        // An indented fence within a list belongs to an item, and ends with it.
        _fence = _isList && Indent(line) > 0 ? null : Fence.OpenedBy(line);
        _isList |= IsListItem(line);
    }

    private static int Indent(ReadOnlySpan<char> line) => line.Length - line.TrimStart(' ').Length;

    private static bool IsListItem(ReadOnlySpan<char> line)
    {
        line = line.TrimStart(' ');
        var digits = line.Length - line.TrimStart("0123456789").Length;
        var marker = digits is > 0 and < 10 ? digits : 0;
        if (line.Length <= marker)
        {
            return false;
        }

        var isMarker = digits > 0 ? line[marker] is '.' or ')' : line[0] is '-' or '*' or '+';
        return isMarker && (line.Length == marker + 1 || char.IsWhiteSpace(line[marker + 1]));
    }

    private readonly record struct Fence(char Mark, int Length)
    {
        public static Fence? OpenedBy(ReadOnlySpan<char> line)
        {
            line = line.TrimStart(' ');
            if (line.TrimEnd() is "$$")
            {
                return new Fence('$', 2);
            }

            if (line.IsEmpty || line[0] is not ('`' or '~'))
            {
                return null;
            }

            var rest = line.TrimStart(line[0]);
            var length = line.Length - rest.Length;
            return length < 3 || (line[0] is '`' && rest.Contains('`')) ? null : new Fence(line[0], length);
        }

        public bool IsClosedBy(ReadOnlySpan<char> line)
        {
            var marks = line.TrimStart(' ');
            var rest = marks.TrimStart(Mark);
            return Indent(line) <= 3 && marks.Length - rest.Length >= Length && rest.IsWhiteSpace();
        }
    }
}
