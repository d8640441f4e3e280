using System.Text;

namespace WorkSquared.Llm.Offline.Reading;

/// <summary>What a person sent, without what can't be read: broken pairs, control letters, marks that turn the reading direction.</summary>
internal static class CleanText
{
    /// <summary>An hour's meeting is about 50,000 letters; what comes after this is not read.</summary>
    public const int MostLetters = 50_000;

    public static string Of(string sent)
    {
        var text = new StringBuilder(Math.Min(sent.Length, MostLetters));
        foreach (var rune in sent.EnumerateRunes())
        {
            if (text.Length >= MostLetters)
            {
                break;
            }

            Append(text, rune);
        }

        return text.ToString().Trim();
    }

    private static void Append(StringBuilder text, Rune rune)
    {
        switch (rune.Value)
        {
            case '\n' or '\t' or 0x2028 or 0x2029 or 0x85 or 0x0B or 0x0C:
                text.Append(rune.Value == '\t' ? ' ' : '\n');
                break;

            // An unclosed override would turn the rest of the page around; the letters of RTL scripts need none.
            case (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0x200E or 0x200F or 0x061C or 0xFEFF or 0x200B:
                break;

            default:
                if (Rune.IsWhiteSpace(rune) && rune.Value != '\r')
                {
                    text.Append(' ');
                }
                else if (!Rune.IsControl(rune))
                {
                    text.Append(rune.ToString());
                }

                break;
        }
    }
}
