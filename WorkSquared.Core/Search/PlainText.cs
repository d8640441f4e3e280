using System.Text;

namespace WorkSquared.Core.Search;

/// <summary>A message on one line, without the marks of Markdown that would only be in the way of a glance.</summary>
internal static class PlainText
{
    public static string Of(string text)
    {
        var plain = new StringBuilder(text.Length);
        var (isGap, isBreak) = (false, false);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '*' or '`')
            {
                continue;
            }

            if (IsGap(text, i))
            {
                (isGap, isBreak) = (true, isBreak || IsBreak(text, i));
                continue;
            }

            if (isGap && plain.Length > 0)
            {
                plain.Append(isBreak ? " · " : " ");
            }

            (isGap, isBreak) = (false, false);
            plain.Append(text[i]);
        }

        return plain.ToString();
    }

    private static bool IsGap(string text, int i) => text[i] switch
    {
        '|' => true,

        // The line below a table's head, or between two parts, or the dash of a list.
        '-' => Is(text, i - 1, '-') || Is(text, i + 1, '-') || (IsLineStart(text, i) && Is(text, i + 1, ' ')),

        // A heading, and not C#.
        '#' => IsLineStart(text, i) || Is(text, i - 1, '#'),
        var character => char.IsWhiteSpace(character) || char.IsControl(character),
    };

    // What stood on lines or in cells of their own is not run together.
    private static bool IsBreak(string text, int i) => text[i] is '|' or '#' or '-' || (text[i] is '\n' && Is(text, i - 1, '\n'));

    private static bool IsLineStart(string text, int i) => i == 0 || text[i - 1] == '\n';

    private static bool Is(string text, int i, char character) => i >= 0 && i < text.Length && text[i] == character;
}
