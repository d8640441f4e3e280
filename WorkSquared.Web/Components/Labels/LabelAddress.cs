using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;

namespace WorkSquared.Web.Components.Labels;

/// <summary>The place of what has a label. The name is in the query, where every character can stand, "/" and ".." as well.</summary>
internal static class LabelAddress
{
    public const string NameParameter = "name";

    private const string Path = "labels";

    public static string Of(string label) => $"{Path}?{NameParameter}={Uri.EscapeDataString(label)}";

    /// <returns>The label whose place is in view, or null.</returns>
    public static string? In(NavigationManager navigation) =>
        navigation.ToBaseRelativePath(navigation.Uri).Split('#')[0].Split('?') is [Path, var query]
        && QueryHelpers.ParseQuery(query).TryGetValue(NameParameter, out var names)
            ? names[0]
            : null;
}
