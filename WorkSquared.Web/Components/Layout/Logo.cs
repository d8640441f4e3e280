using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace WorkSquared.Web.Components.Layout;

/// <summary>The sign of the program; app.css has its colours. One piece of markup, like an icon: every answer carries it.</summary>
internal static class Logo
{
    /// <summary>Beside a line of text.</summary>
    public static RenderFragment Small { get; } = Draw(18);

    /// <summary>Above the menu.</summary>
    public static RenderFragment Large { get; } = Draw(26);

    private static RenderFragment Draw(int size)
    {
        var markup = string.Create(
            CultureInfo.InvariantCulture,
            $"""
             <svg class="logo" viewBox="0 0 32 32" width="{size}" height="{size}" aria-hidden="true"><path class="base" fill-rule="evenodd"
             d="M3 12.5A2.5 2.5 0 0 1 5.5 10h14a2.5 2.5 0 0 1 2.5 2.5v14a2.5 2.5 0 0 1-2.5 2.5h-14A2.5 2.5 0 0 1 3 26.5zM7 14v11h11V14z"/><rect
             class="power" x="23.5" y="2" width="7" height="7" rx="1.6"/></svg>
             """);
        return builder => builder.AddMarkupContent(0, markup);
    }
}
