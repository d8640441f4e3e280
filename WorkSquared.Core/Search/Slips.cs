namespace WorkSquared.Core.Search;

/// <summary>What a word may have been meant to be: one letter more or less, another one, or two that changed places.</summary>
internal static class Slips
{
    /// <summary>Of shorter words, nearly every slip is another word.</summary>
    private const int MinLength = 4;

    private const int MaxLength = 24;

    // The index has no accents: a letter with one is a slip of the same letter.
    private static readonly (char First, string Letters)[] _alphabets =
        [('a', "abcdefghijklmnopqrstuvwxyz"), ('а', "абвгдежзиклмнопрстуфхцчшщъыьэюя"), ('α', "αβγδεζηθικλμνοπρστυφχψως")];

    /// <summary>The word in small letters.</summary>
    /// <returns>Null when it is none, or none that anything can be said about.</returns>
    public static string? Fold(QueryPart part)
    {
        var isAWord = !part.IsQuoted && part.Text.Length is >= MinLength and <= MaxLength && part.Text.All(char.IsLetter);
        return isAWord ? part.Text.ToLowerInvariant() : null;
    }

    /// <summary>Some fifty for each letter, whatever the index holds.</summary>
    public static IEnumerable<string> Of(string word)
    {
        var letters = _alphabets.FirstOrDefault(alphabet => word.Any(alphabet.Letters.Contains)).Letters ?? "";
        return Each().Where(slip => slip != word).Distinct();

        IEnumerable<string> Each()
        {
            for (var at = 0; at <= word.Length; at++)
            {
                var (before, after) = (word[..at], word[at..]);
                foreach (var letter in letters)
                {
                    yield return before + letter + after;
                    if (after.Length > 0)
                    {
                        yield return before + letter + after[1..];
                    }
                }

                if (after.Length > 0)
                {
                    yield return before + after[1..];
                }

                if (after.Length > 1)
                {
                    yield return before + after[1] + after[0] + after[2..];
                }
            }
        }
    }
}
