using System.Globalization;
using System.Text;

namespace WorkSquared.Core.Workspaces;

/// <summary>What people call a workspace: one line.</summary>
public static class WorkspaceName
{
    /// <summary>In UTF-16 units, as browsers count.</summary>
    public const int MaxLength = 60;

    private const string OfTheFirst = "Work Squared";

    private static readonly string _first = new WorkSquaredOptions().StoreId;

    /// <returns>The name as it is stored: without the white space around it, and one blank where there were several.</returns>
    /// <exception cref="CommandRefusedException">No workspace can be called so.</exception>
    public static string Check(string name)
    {
        var written = string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return written switch
        {
            { Length: > MaxLength } => throw new CommandRefusedException(Refusal.Invalid, "The name of a workspace holds at most 60 characters."),
            _ when !written.EnumerateRunes().Any(Rune.IsLetterOrDigit) =>
                throw new CommandRefusedException(Refusal.Invalid, "A name needs at least one letter or digit."),
            _ when written.EnumerateRunes().Any(IsUnseen) => throw new CommandRefusedException(
                Refusal.Invalid, "This name has a character in it that can't be seen or turns the text around it. Leave it out."),
            _ => written,
        };
    }

    /// <summary>How one is called that nobody has named.</summary>
    internal static string OfUnnamed(string storeId) => storeId == _first ? OfTheFirst : storeId;

    // Those that join letters and emoji are part of writing; those that turn the text around are not. Half a character is enumerated as U+FFFD.
    private static bool IsUnseen(Rune rune) => rune.Value is not (0x200C or 0x200D)
        && (rune == Rune.ReplacementChar
            || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator);
}
