namespace WorkSquared.Core.Settings;

/// <summary>Whether a message addresses the assistant: <c>@assistant</c> as a word of its own, in any case, wherever it stands, but not in code.</summary>
/// <remarks>What was owed an answer follows from the log by this rule: another rule would change what happened. It stays as it is.</remarks>
public static class Address
{
    public const string Text = "@assistant";

    public static bool IsIn(ReadOnlySpan<char> message)
    {
        // Nearly every message is done here.
        if (!message.Contains(Text, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var fence = default(Fence);
        foreach (var line in message.EnumerateLines())
        {
            var isCode = fence.IsOpen;
            isCode |= fence.Read(line);
            if (!isCode && IsInLine(line))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsInLine(ReadOnlySpan<char> line)
    {
        for (var start = 0; line[start..].IndexOf(Text, StringComparison.OrdinalIgnoreCase) is >= 0 and var offset; start += offset + 1)
        {
            var (at, end) = (start + offset, start + offset + Text.Length);
            if ((at == 0 || !IsOfAWord(line[at - 1])) && (end == line.Length || !IsOfAWord(line[end])) && !IsInCode(line, at))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Part of an e-mail address or of a longer name.</summary>
    private static bool IsOfAWord(char c) => char.IsLetterOrDigit(c) || c is '_' or '@';

    /// <summary>Between an odd and an even run of backticks: close enough to Markdown for one line.</summary>
    private static bool IsInCode(ReadOnlySpan<char> line, int at) =>
        line[..at].Count('`') % 2 == 1 && line[at..].Contains('`');

    /// <summary>Three or more backticks or tildes open a block of code, and as many close it.</summary>
    private struct Fence
    {
        private char _mark;
        private int _length;

        public readonly bool IsOpen => _length > 0;

        /// <returns>Whether the line is a fence.</returns>
        public bool Read(ReadOnlySpan<char> line)
        {
            var text = line.TrimStart(' ');
            if (line.Length - text.Length > 3 || text.IsEmpty || text[0] is not ('`' or '~') || (IsOpen && text[0] != _mark))
            {
                return false;
            }

            var length = text.IndexOfAnyExcept(text[0]) is >= 0 and var end ? end : text.Length;
            if (!IsOpen && length >= 3 && !(text[0] == '`' && text[length..].Contains('`')))
            {
                (_mark, _length) = (text[0], length);
                return true;
            }

            if (IsOpen && length >= _length && text[length..].IsWhiteSpace())
            {
                _length = 0;
                return true;
            }

            return false;
        }
    }
}
