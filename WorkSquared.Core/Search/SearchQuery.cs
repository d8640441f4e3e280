using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace WorkSquared.Core.Search;

/// <summary>A person's text as an FTS5 expression: every word must be there, the last one may go on, and words in quotes stand together.</summary>
/// <remarks>Whatever is written ends up inside of quotes, where nothing has a meaning to FTS5: there is no text that it refuses.</remarks>
/// <param name="Parts">At least one.</param>
internal sealed record SearchQuery(ImmutableArray<QueryPart> Parts)
{
    /// <summary>More is not read: nobody looks for it, and each word is another walk through the index.</summary>
    private const int MaxLength = 400;

    private const int MaxWords = 16;

    /// <summary>One letter would go on to nearly every word there is, and all their places would be read.</summary>
    public bool LastMayGoOn => Parts[^1] is { IsQuoted: false } last && last.Text.EnumerateRunes().Count(IsOfAWord) > 1;

    public string Expression =>
        string.Join(" AND ", Parts.Select(part => $"\"{Ideographs.SetApart(part.Text)}\"")) + (LastMayGoOn ? " *" : "");

    /// <summary>As a person would write it.</summary>
    public string Text => string.Join(' ', Parts.Select(part => part.IsQuoted ? $"\"{part.Text}\"" : part.Text));

    /// <returns>Null when there is nothing in it to look for.</returns>
    public static SearchQuery? Parse(string text) =>
        PartsOf(text).Take(MaxWords).ToImmutableArray() is { IsEmpty: false } parts ? new SearchQuery(parts) : null;

    public SearchQuery With(int part, string word) => new(Parts.SetItem(part, new QueryPart(word, IsQuoted: false)));

    private static IEnumerable<QueryPart> PartsOf(string text)
    {
        var isQuoted = false;
        foreach (var section in Clean(text).Split('"'))
        {
            foreach (var part in isQuoted ? [section] : section.Split(' '))
            {
                if (part.EnumerateRunes().Any(IsOfAWord))
                {
                    yield return new QueryPart(part, isQuoted);
                }
            }

            isQuoted = !isQuoted;
        }
    }

    /// <summary>Without NUL, which would end the expression, halves of characters, and the many kinds of space and quotation mark.</summary>
    private static string Clean(string text)
    {
        var clean = new StringBuilder();
        foreach (var rune in text.AsSpan(0, Math.Min(text.Length, MaxLength)).EnumerateRunes())
        {
            if (rune.Value is '"' or '“' or '”' or '„' or '«' or '»')
            {
                clean.Append('"');
            }
            else if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune) || rune == Rune.ReplacementChar)
            {
                clean.Append(' ');
            }
            else
            {
                clean.Append(rune);
            }
        }

        return clean.ToString();
    }

    // As the tokenizer has it.
    private static bool IsOfAWord(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.PrivateUse or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber || Rune.IsLetterOrDigit(rune);
}

/// <summary>A word, or several that stand together.</summary>
internal readonly record struct QueryPart(string Text, bool IsQuoted);
