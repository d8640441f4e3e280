using System.Text;

namespace WorkSquared.Core.Search;

/// <summary>Chinese, Japanese and Korean are written without spaces, and the tokenizer would take a whole sentence for one word. Set apart,
/// each character is a word and each word a phrase, so any part of a sentence is found.</summary>
/// <remarks>FTS5's own answer, the trigram tokenizer, finds nothing shorter than three characters, where most Chinese words have two, and makes
/// the index of every other language several times as large. The ranges are written down here, because an index must not change with the
/// runtime's tables.</remarks>
internal static class Ideographs
{
    /// <summary>No part of a word to the tokenizer, and nothing to the eye.</summary>
    public const char Gap = '\u200B';

    private const char First = '\u3005';

    public static string SetApart(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange(First, char.MaxValue))
        {
            return text;
        }

        var apart = new StringBuilder(text.Length * 2);
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsIdeograph(rune.Value))
            {
                apart.Append(Gap).Append(rune).Append(Gap);
            }
            else
            {
                apart.Append(rune);
            }
        }

        return apart.ToString();
    }

    private static bool IsIdeograph(int rune) => rune is
        (>= 0x3005 and <= 0x3007) // 々〆〇
        or (>= 0x3040 and <= 0x30FF) // Hiragana, Katakana
        or (>= 0x31F0 and <= 0x31FF)
        or (>= 0x3400 and <= 0x4DBF)
        or (>= 0x4E00 and <= 0x9FFF)
        or (>= 0xAC00 and <= 0xD7A3) // Hangul syllables
        or (>= 0xF900 and <= 0xFAFF)
        or (>= 0xFF66 and <= 0xFF9F)
        or (>= 0x20000 and <= 0x3FFFF);
}
