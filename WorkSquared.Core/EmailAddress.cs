using System.Globalization;
using System.Text;

namespace WorkSquared.Core;

/// <summary>What may be the e-mail address of an account, and so what an invite can be for. Whether there is such an address nobody knows before
/// somebody writes to it.</summary>
public static class EmailAddress
{
    private const int MaxLength = 254;

    /// <returns>Without the white space around it.</returns>
    /// <exception cref="CommandRefusedException">It is no address.</exception>
    public static string Check(string email)
    {
        var written = email.Trim();
        var at = written.IndexOf('@', StringComparison.Ordinal);
        return written.Length <= MaxLength && at > 0 && at < written.Length - 1 && at == written.LastIndexOf('@') && !written.EnumerateRunes().Any(IsRefused)
            ? written
            : throw new CommandRefusedException(Refusal.Invalid, "This is no e-mail address.");
    }

    // Half a character is enumerated as U+FFFD.
    private static bool IsRefused(Rune rune) => Rune.IsWhiteSpace(rune) || rune == Rune.ReplacementChar
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format;
}
