using MudBlazor;

namespace WorkSquared.Web.Components.Layout;

/// <summary>What MudBlazor must know of the theme. The colours are CSS: wwwroot/app.css sets Mud's variables from our own, for light and
/// dark.</summary>
internal static class Theme
{
    private static readonly string[] _fonts = ["Inter Variable", "Segoe UI", "system-ui", "sans-serif"];

    public static MudTheme Instance { get; } = new()
    {
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "8px" },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = _fonts, FontSize = "0.9375rem", LineHeight = "1.55", LetterSpacing = "normal" },
            Button = new ButtonTypography { FontFamily = _fonts, FontWeight = "550", TextTransform = "none", LetterSpacing = "normal" },
        },
    };
}
