using System.Globalization;
using System.Text;

namespace WorkSquared.Core.Members;

/// <summary>What a person may be called: one line that looks like nobody else's name, and like none of the page's own words.</summary>
public static class MemberName
{
    /// <summary>In UTF-16 units, as browsers count.</summary>
    public const int MaxLength = 80;

    // Within some scripts they decide how letters join; a name of nothing else is no name.
    private const char ZeroWidthNonJoiner = '\u200C';
    private const char ZeroWidthJoiner = '\u200D';

    private static readonly string[] _taken = [.. new[] { "You", "Someone", "Assistant", "Work Squared", "System" }.Select(KeyOf)];

    /// <returns>The name as it is stored: without the white space around it, and one blank where there were several.</returns>
    /// <exception cref="CommandRefusedException">It can't be anybody's name.</exception>
    public static string Check(string name)
    {
        if (name.Trim().EnumerateRunes().Any(IsRefused))
        {
            throw new CommandRefusedException(
                Refusal.Invalid, "This name has a character in it that can't be seen or turns the text around it. Leave it out.");
        }

        var written = string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return written switch
        {
            { Length: > MaxLength } => throw new CommandRefusedException(Refusal.Invalid, "A name holds at most 80 characters."),
            _ when !written.EnumerateRunes().Any(Rune.IsLetterOrDigit) =>
                throw new CommandRefusedException(Refusal.Invalid, "A name needs at least one letter or digit."),
            _ when _taken.Contains(KeyOf(written)) =>
                throw new CommandRefusedException(Refusal.Invalid, "This word means something here already. Choose another name."),
            _ => written,
        };
    }

    /// <summary>Equal for names that differ in their case alone. Without normalisation, which is not the same on every machine.</summary>
    internal static string KeyOf(string name) => name
        .Replace($"{ZeroWidthNonJoiner}", "", StringComparison.Ordinal)
        .Replace($"{ZeroWidthJoiner}", "", StringComparison.Ordinal)
        .ToUpperInvariant();

    // Half a character is enumerated as U+FFFD.
    private static bool IsRefused(Rune rune) => rune.Value is not (ZeroWidthNonJoiner or ZeroWidthJoiner)
        && (rune == Rune.ReplacementChar
            || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
