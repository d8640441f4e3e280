using System.Text.RegularExpressions;

namespace WorkSquared.Core;

/// <summary>What a store may be called: it stands in settings, in addresses and in every row.</summary>
internal static partial class StoreName
{
    public const string Rule = "WorkSquared:StoreId must be 1 to 64 letters, digits, '-' or '_', and start with a letter or digit.";

    public static bool IsValid(string name) => Pattern().IsMatch(name);

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}\\z", RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();
}
