using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace WorkSquared.Web.Components.Shared.Markdown;

/// <summary>Shows the blocks of a <see cref="MarkdownStream"/>. Equal blocks stay in the page untouched: a selection within them survives
/// new text.</summary>
public sealed class MarkdownView : ComponentBase
{
    private IReadOnlyList<string>? _rendered;

    [Parameter, EditorRequired]
    public required IReadOnlyList<string> Blocks { get; set; }

    protected override bool ShouldRender() => !ReferenceEquals(_rendered, Blocks);

    /// <summary>The same without a component of its own: for text that never changes.</summary>
    public static RenderFragment Of(IReadOnlyList<string> blocks) => builder => Build(builder, blocks);

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        _rendered = Blocks;
        Build(builder, Blocks);
    }

    private static void Build(RenderTreeBuilder builder, IReadOnlyList<string> blocks)
    {
        builder.OpenElement(0, "div");
        builder.AddAttribute(1, "class", "markdown");
        builder.AddAttribute(2, "dir", "auto");
        foreach (var block in blocks)
        {
#pragma warning disable RS0030 // The one place where HTML enters the page: MarkdownHtml has written it from its allow-list.
            builder.AddContent(3, (MarkupString)block);
#pragma warning restore RS0030
        }

        builder.CloseElement();
    }
}
