using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;

namespace WorkSquared.Web.Components.Shared;

public sealed partial class MarkedText
{
    [Parameter, EditorRequired]
    public required string Text { get; set; }

    [GeneratedRegex(@"(\[[^\]]+\]|`[^`]+`)")]
    private static partial Regex Marks();
}
