using System.Globalization;

namespace WorkSquared.Web.Components.Presence;

internal static class Initials
{
    /// <summary>Of the first and the last word, each as the reader counts letters.</summary>
    public static string Of(string name)
    {
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words switch
        {
            [] => "",
            [var only] => First(only),
            [var first, .., var last] => First(first) + First(last),
        };
    }

    private static string First(string word) => StringInfo.GetNextTextElement(word).ToUpperInvariant();
}
