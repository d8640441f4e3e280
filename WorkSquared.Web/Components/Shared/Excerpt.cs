namespace WorkSquared.Web.Components.Shared;

internal static class Excerpt
{
    /// <summary>The beginning of a text, on one line.</summary>
    /// <param name="length">At most so many UTF-16 units, and a mark where more follows.</param>
    public static string Of(string text, int length)
    {
        // A word has a character at least: no more of them fit.
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(length));
        if (line.Length <= length)
        {
            return line;
        }

        // Not between the halves of a character.
        var end = char.IsHighSurrogate(line[length - 1]) ? length - 1 : length;
        return line[..end].TrimEnd() + "…";
    }
}
