using Zxcvbn.Matcher;

namespace WorkSquared.Web.Accounts;

/// <summary>What is tried first: passwords of the lists, single words, and rows of keys or of the alphabet, by the matchers of zxcvbn.</summary>
/// <remarks>The library's score is not asked: it is as hard on a good sentence as it is kind to a word that it doesn't know.</remarks>
internal static class GuessedFirst
{
    /// <summary>No word is longer, and the time that a matcher takes grows with the square.</summary>
    private const int LongestWord = 32;

    private static readonly List<DictionaryMatcher> _lists =
    [
        .. new[] { "passwords", "english", "male_names", "female_names", "surnames", "us_tv_and_film" }.Select(list => new DictionaryMatcher(list, $"{list}.lst")),
    ];

    private static readonly IMatcher[] _words = [.. _lists, new L33tMatcher(_lists)];

    private static readonly IMatcher[] _rows = [new SequenceMatcher(), new SpatialMatcher()];

    public static bool IsRepetition(string password) => PeriodOf(password) * 2 <= password.Length;

    /// <summary>Also when it begins anew, as 123456789012 does, and when up to half of it is digits and punctuation at its ends.</summary>
    public static bool Is(string password)
    {
        var core = password.Trim([.. password.Where(character => !char.IsLetter(character) && character < 128)]);
        return IsOne(password) || IsOne(password[..PeriodOf(password)])
            || (core.Length * 2 >= password.Length && (IsRepetition(core) || IsOne(core)));
    }

    private static bool IsOne(string text) => IsWord(text) || IsInRows(text);

    private static bool IsWord(string text) =>
        text.Length <= LongestWord && _words.SelectMany(list => list.MatchPassword(text)).Any(match => match.Token.Length == text.Length);

    /// <summary>One row after the other, and nothing between them.</summary>
    private static bool IsInRows(string text)
    {
        var reached = 0;
        foreach (var row in _rows.SelectMany(matcher => matcher.MatchPassword(text)).OrderBy(match => match.i).ThenBy(match => match.j))
        {
            if (row.i <= reached)
            {
                reached = Math.Max(reached, row.j + 1);
            }
        }

        return reached == text.Length;
    }

    /// <summary>After how many characters it begins anew, whatever their case; its length when it does not.</summary>
    private static int PeriodOf(string text)
    {
        var folded = text.ToLowerInvariant();
        return Enumerable.Range(1, folded.Length).First(period => folded.AsSpan(period).SequenceEqual(folded.AsSpan(0, folded.Length - period)));
    }
}
