using System.Text;
using System.Text.RegularExpressions;
using WorkSquared.Core.Chat;

namespace WorkSquared.Core.Tasks;

/// <summary>What a task is called that is made of a text, until somebody calls it something else.</summary>
public static partial class TaskTitle
{
    private const int MaxLength = 80;

    /// <summary>Of a line: a title is not to be found behind it, and a whole book may stand on one.</summary>
    private const int MostRead = 1_000;

    /// <summary>The first line with words in it, without the marks of Markdown, and cut at a word.</summary>
    public static string Of(string text)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var read = BeginningOf(line);
            if (!read.StartsWith("```", StringComparison.Ordinal) && !read.StartsWith("~~~", StringComparison.Ordinal)
                && Plain(read) is var plain && HasWords(plain))
            {
                return MessageText.Shorten(plain, MaxLength);
            }
        }

        return MessageText.Shorten(MessageText.OnOneLine(BeginningOf(text)), MaxLength);
    }

    private static string BeginningOf(ReadOnlySpan<char> text)
    {
        var start = text.Trim();
        var end = Math.Min(start.Length, MostRead);

        // Never between the two halves of one character.
        return start[..(end > 0 && end < start.Length && char.IsHighSurrogate(start[end - 1]) ? end - 1 : end)].ToString();
    }

    private static string Plain(string line)
    {
        var text = Links().Replace(BlockMarks().Replace(line, ""), "$1");
        var words = InlineMarks().Replace(text, "$1").Trim('|', ' ', '\t').Replace("|", " · ", StringComparison.Ordinal);
        return MessageText.OnOneLine(words).TrimEnd(':', ' ');
    }

    private static bool HasWords(string line) => line.EnumerateRunes().Any(Rune.IsLetterOrDigit);

    // Quotes, headings, bullets, numbers and boxes, one inside the other.
    [GeneratedRegex(@"^(?:>\s?|#{1,6}\s+|[-*+•]\s+|\d{1,3}[.)]\s+|\[[ xX]\]\s+)+", RegexOptions.NonBacktracking)]
    private static partial Regex BlockMarks();

    [GeneratedRegex(@"!?\[([^\]\[]+)\]\([^()\s]*\)", RegexOptions.NonBacktracking)]
    private static partial Regex Links();

    // What is escaped is meant, without its backslash. A mark stands at one end of words: the star of a product and snake_case are in between.
    [GeneratedRegex(@"\\([!-/:-@\[-`{-~])|`+|~~|(?<![\p{L}\p{N}])[*_]+(?=\S)|(?<=\S)[*_]+(?![\p{L}\p{N}])")]
    private static partial Regex InlineMarks();
}
