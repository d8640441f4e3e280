using System.Text;

namespace WorkSquared.Web.Export;

internal static class ExportFileName
{
    /// <summary>Letters and digits of any script, and not too many: every system takes them in a name.</summary>
    public static string SlugOf(string title)
    {
        var letters = title.EnumerateRunes().Take(80).Select(rune => Rune.IsLetterOrDigit(rune) ? rune.ToString() : " ");
        var words = string.Concat(letters).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? "conversation" : string.Join('-', words);
    }
}
