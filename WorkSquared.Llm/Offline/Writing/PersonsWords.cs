using System.Text;

namespace WorkSquared.Llm.Offline.Writing;

/// <summary>A person's words inside our Markdown: read as they wrote them, and never as markup.</summary>
internal static class PersonsWords
{
    // '^', '~' and '{' mean something in common extensions of Markdown; '_' only at the edge of a word.
    private const string AlwaysMarkup = "\\`*[]<|~^{";
    private const string MarkupAtStart = "#>+-=:";

    public static void AppendTo(StringBuilder text, string words, int limit)
    {
        var quoted = Shorten(words, limit);
        for (var index = 0; index < quoted.Length; index++)
        {
            if (IsMarkup(quoted, index))
            {
                text.Append('\\');
            }

            text.Append(quoted[index]);
        }
    }

    /// <summary>On one line, without blanks at the ends, cut between words where it can be.</summary>
    public static string Shorten(string words, int limit)
    {
        var line = OnOneLine(words, limit * 2);
        if (line.Length <= limit)
        {
            return line;
        }

        var end = line.LastIndexOf(' ', limit - 1);
        end = end < limit / 2 ? limit - 1 : end;
        if (char.IsHighSurrogate(line[end - 1]))
        {
            end--;
        }

        return string.Concat(line.AsSpan(0, end).TrimEnd(" ,;:-–("), "…");
    }

    private static string OnOneLine(string words, int limit)
    {
        var line = new StringBuilder(Math.Min(words.Length, limit));
        foreach (var letter in words.AsSpan().Trim())
        {
            var blank = char.IsWhiteSpace(letter) || char.IsControl(letter);
            if (!blank)
            {
                line.Append(letter);
            }
            else if (line.Length > 0 && line[^1] != ' ')
            {
                line.Append(' ');
            }

            if (line.Length >= limit)
            {
                break;
            }
        }

        return line.ToString().TrimEnd();
    }

    private static bool IsMarkup(string words, int index) => words[index] switch
    {
        var letter when AlwaysMarkup.Contains(letter) => true,
        var letter when index == 0 && MarkupAtStart.Contains(letter) => true,
        '_' => !IsInsideWord(words, index),
        '&' => words.IndexOf(';', index) > index,
        '.' or ')' => index > 0 && IsNumberOfList(words, index),
        _ => false,
    };

    private static bool IsNumberOfList(string words, int mark) =>
        (mark + 1 == words.Length || words[mark + 1] == ' ') && words.AsSpan(0, mark).IndexOfAnyExceptInRange('0', '9') < 0;

    private static bool IsInsideWord(string words, int index) =>
        index > 0 && index + 1 < words.Length && char.IsLetterOrDigit(words[index - 1]) && char.IsLetterOrDigit(words[index + 1]);
}
