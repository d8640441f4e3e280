using System.Globalization;

namespace WorkSquared.Core.Invites;

/// <summary>For whom an invite is. Whether there is such an address is known when somebody has it.</summary>
internal static class InviteEmail
{
    private const int MaxLength = 254;

    /// <returns>Without the white space around it; null for an invite for whoever has the link.</returns>
    /// <exception cref="CommandRefusedException">It is no address.</exception>
    public static string? Check(string? email)
    {
        if (string.IsNullOrWhiteSpace(email))
        {
            return null;
        }

        var written = email.Trim();
        var at = written.IndexOf('@', StringComparison.Ordinal);
        return written.Length <= MaxLength && at > 0 && at < written.Length - 1 && !written.EnumerateRunes().Any(IsRefused)
            ? written
            : throw new CommandRefusedException(Refusal.Invalid, "This is no e-mail address.");
    }

    private static bool IsRefused(System.Text.Rune rune) => System.Text.Rune.IsWhiteSpace(rune) || rune == System.Text.Rune.ReplacementChar
        || System.Text.Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format;
}
