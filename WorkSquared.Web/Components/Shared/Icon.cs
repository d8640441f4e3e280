using System.Collections.Concurrent;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace WorkSquared.Web.Components.Shared;

/// <summary>Strokes on a 24-unit square, drawn for this program; app.css says how they are drawn.</summary>
/// <remarks>Each is one piece of markup, made of nothing but what is written here: a page has hundreds of them, and every element and attribute
/// of a render tree is kept by its circuit.</remarks>
public sealed class Icon : ComponentBase
{
    private static readonly ConcurrentDictionary<(string Name, int Size), RenderFragment> _drawn = new();

    [Parameter, EditorRequired]
    public required string Name { get; set; }

    /// <summary>Pixels of its sides.</summary>
    [Parameter]
    public int Size { get; set; } = 18;

    /// <summary>The same without a component of its own.</summary>
    /// <exception cref="ArgumentException">There is no such icon.</exception>
    public static RenderFragment Of(string name, int size) => _drawn.GetOrAdd((name, size), Draw);

    protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, Of(Name, Size));

    /// <summary>For whoever draws more than the icon in one piece.</summary>
    /// <exception cref="ArgumentException">There is no such icon.</exception>
    internal static string MarkupOf(string name, int size) =>
        $"""<svg class="icon" viewBox="0 0 24 24" width="{size}" height="{size}" aria-hidden="true">{StrokesOf(name)}</svg>""";

    private static RenderFragment Draw((string Name, int Size) icon)
    {
        var markup = MarkupOf(icon.Name, icon.Size);
        return builder => builder.AddMarkupContent(0, markup);
    }

    private static string StrokesOf(string name) => name switch
    {
        "menu" => Path("M4 7h16M4 12h16M4 17h10"),
        "close" => Path("M6 6l12 12M18 6L6 18"),
        "plus" => Path("M12 5v14M5 12h14"),
        "dots" => """<path d="M12 5.5v.01M12 12v.01M12 18.5v.01" stroke-width="2.75"/>""",
        "pin" => Path("M12 15v6M7 15h10l-2-3.5V4.5h1M15 4.5H8M9 4.5v7L7 15"),
        "archive" => Path("M4 5h16v4H4zM5.5 9v10h13V9M10 13h4"),
        "lock" => Path("M6 11h12v9H6zM8 11V8a4 4 0 0 1 8 0v3M12 14.5v2"),
        "bin" => Path("M5 7h14M10 4h4M7 7l1 13h8l1-13M10.5 11v5.5M13.5 11v5.5"),
        "pencil" => Path("M4 20l1-4L16.5 4.5a2.1 2.1 0 0 1 3 3L8 19zM14.5 6.5l3 3"),
        "send" => Path("M12 19V5M6 11l6-6 6 6"),
        "queue" => Path("M5 6h14M5 11h14M5 16h6M17 14v6M14 17h6"),
        "search" => Path("M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5L20 20"),
        "stop" => """<rect x="6" y="6" width="12" height="12" rx="2.5" fill="currentColor" stroke="none"/>""",
        "attach" => Path("M20 11.5l-7.8 7.8a4.6 4.6 0 0 1-6.5-6.5l8-8a3 3 0 0 1 4.3 4.3l-7.9 7.9a1.5 1.5 0 0 1-2.1-2.1l7.2-7.2"),
        "copy" => Path("M9 9h9a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-7a2 2 0 0 1-2-2zM5 15a2 2 0 0 1-1-2V5a2 2 0 0 1 2-2h8a2 2 0 0 1 2 1"),
        "retry" => Path("M20 11a8 8 0 1 0-2.3 6.3M20 5v6h-6"),
        "left" => Path("M14.5 6l-6 6 6 6"),
        "right" => Path("M9.5 6l6 6-6 6"),
        "fork" => Path("M7 7.5v9M7 12h6a4 4 0 0 0 4-4M7 3.5a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM17 4a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM7 16.5a2 2 0 1 0 0 4 2 2 0 0 0 0-4z"),
        "clock" => Path("M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7.5V12l3 2"),
        "download" => Path("M12 4v11M7 10.5l5 5 5-5M5 19.5h14"),
        "import" => Path("M12 15V4M7 8.5l5-5 5 5M5 19.5h14"),
        "down" => Path("M12 5v14M6 13l6 6 6-6"),
        "unfold" => Path("M6 9.5l6 6 6-6"),
        "settings" => Path("M4 7h9M17 7h3M4 17h3M11 17h9M15 9.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4zM9 19.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z"),
        "label" => Path("M4 5v7l8 8 7.5-7.5-8-7.5zM8.2 8.7v.01"),
        "reply" => Path("M9 7l-5 5 5 5M4 12h10a6 6 0 0 1 6 6"),
        "quote" => Path("M5 7v10M9.5 8h10M9.5 12h10M9.5 16h6"),
        "link" => Path("M10 14a4 4 0 0 0 5.7 0l3-3a4 4 0 0 0-5.7-5.7l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.7l1-1"),
        "leave" => Path("M14 4H5v16h9M10 12h10M16 8l4 4-4 4"),
        "person" => Path("M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20a7.5 7.5 0 0 1 15 0"),
        "keyboard" => Path("M3.5 7h17v11h-17zM7 10.5h.1M10.3 10.5h.1M13.6 10.5h.1M17 10.5h.1M8 14.5h8"),
        "alert" => Path("M12 4l9 16H3zM12 10v4M12 17v.2"),
        "plug" => Path("M9 3v5M15 3v5M6 8h12v3a6 6 0 0 1-12 0zM12 17v4"),
        "compass" => Path("M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM15.5 8.5l-2 5-5 2 2-5z"),
        "tasks" => Path("M4 6l1.5 1.5L8 5M4 12l1.5 1.5L8 11M4 18l1.5 1.5L8 17M12 6.5h8M12 12.5h8M12 18.5h8"),
        "flag" => Path("M6 21V4M6 5c4-2.5 7 2.5 12 0v9c-5 2.5-8-2.5-12 0"),
        "shield" => Path("M12 3l7 3v5c0 5-3 8.5-7 10-4-1.5-7-5-7-10V6zM12 9v3.5M12 15.8v.2"),
        "thumb-up" => Path("M7 11v9H4v-9zM7 11l4-7.5a2 2 0 0 1 2.7 2.2L13 9.5h5.2a2 2 0 0 1 2 2.4l-1.3 6.4a2 2 0 0 1-2 1.7H7"),
        "thumb-down" => Path("M17 13V4h3v9zM17 13l-4 7.5a2 2 0 0 1-2.7-2.2l.7-3.8H5.8a2 2 0 0 1-2-2.4l1.3-6.4a2 2 0 0 1 2-1.7H17"),
        "report" => Path("M5 4h14v16H5zM9 16v-3M12 16V8M15 16v-5"),
        "notes" => Path("M6 3h9l4 4v14H6zM14.5 3v5H19M9 12.5h6M9 16.5h4"),
        "scale" => Path("M12 4v16M7 20h10M5 7h14M5 7l-2.5 6a2.7 2.7 0 0 0 5 0zM19 7l-2.5 6a2.7 2.7 0 0 0 5 0z"),
        _ => throw new ArgumentException($"There is no icon '{name}'.", nameof(name)),
    };

    private static string Path(string strokes) => $"""<path d="{strokes}"/>""";
}
