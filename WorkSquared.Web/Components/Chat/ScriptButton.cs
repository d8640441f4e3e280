using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Components;
using WorkSquared.Web.Components.Shared;

namespace WorkSquared.Web.Components.Chat;

/// <summary>A button that a script of the page answers, and no circuit. One piece of markup, like an icon: every message has some.</summary>
internal static class ScriptButton
{
    private static readonly ConcurrentDictionary<(string Attribute, string Label, string Icon), RenderFragment> _drawn = new();

    /// <param name="attribute">What the script finds it by.</param>
    /// <param name="label">In the viewer's language.</param>
    public static RenderFragment Of(string attribute, string label, string icon) => _drawn.GetOrAdd((attribute, label, icon), Draw);

    private static RenderFragment Draw((string Attribute, string Label, string Icon) button)
    {
        var label = HtmlEncoder.Default.Encode(button.Label);
        var markup = $"""<button class="icon-button" {button.Attribute} aria-label="{label}" title="{label}">{Icon.MarkupOf(button.Icon, 16)}</button>""";
        return builder => builder.AddMarkupContent(0, markup);
    }
}
