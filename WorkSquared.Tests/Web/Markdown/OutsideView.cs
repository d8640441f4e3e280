using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Ganss.Xss;

namespace WorkSquared.Tests.Web.Markdown;

/// <summary>A second opinion on our HTML: a browser-like parser and a sanitizer that knows nothing of how it was written.</summary>
internal static class OutsideView
{
    private static readonly string[] _tags =
    [
        "p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "hr", "br", "em", "strong", "del", "code", "pre", "a",
        "small", "input", "div", "table", "thead", "tbody", "tr", "th", "td", "figure", "figcaption", "span", "button",
    ];

    private static readonly string[] _attributes =
        ["href", "target", "rel", "class", "type", "disabled", "checked", "start", "scope", "tabindex", "role", "aria-label", "data-copy"];

    private static readonly HashSet<string> _classes = ["table", "code", "task", "right", "center", "host", "math", "display"];

    /// <summary>What a sanitizer with the same allow-list would change, and links that lead elsewhere than they may.</summary>
    public static List<string> Faults(string html)
    {
        var before = new HtmlParser().ParseDocument(html).Body!.InnerHtml;
        var after = Sanitizer().SanitizeDom(html).Body!.InnerHtml;
        List<string> faults = before == after ? [] : [$"{before}\nis not\n{after}"];

        var document = new HtmlParser().ParseDocument(html);
        var strangers = document.QuerySelectorAll("a").Where(link => !IsAllowed(link.GetAttribute("href")!))
            .Concat(document.QuerySelectorAll("[class]").Where(element => !HasOurClass(element)))
            .Concat(document.QuerySelectorAll("a[target]").Where(link => link.GetAttribute("rel") != "noopener noreferrer nofollow"));
        return [.. faults, .. strangers.Select(element => element.OuterHtml)];
    }

    private static HtmlSanitizer Sanitizer()
    {
        HtmlSanitizer sanitizer = new(new HtmlSanitizerOptions
        {
            AllowedTags = new HashSet<string>(_tags),
            AllowedAttributes = new HashSet<string>(_attributes),
            AllowedSchemes = new HashSet<string>(["http", "https", "mailto"]),
            UriAttributes = new HashSet<string>(["href"]),
        });
        sanitizer.AllowDataAttributes = true;
        return sanitizer;
    }

    private static bool IsAllowed(string href) =>
        href.StartsWith("https://", StringComparison.Ordinal)
        || href.StartsWith("http://", StringComparison.Ordinal)
        || href.StartsWith("mailto:", StringComparison.Ordinal)
        || (href.StartsWith('/') && !href.StartsWith("//", StringComparison.Ordinal) && !href.Contains('\\', StringComparison.Ordinal));

    private static bool HasOurClass(IElement element) =>
        element.ClassList.All(name =>
            _classes.Contains(name) || (element.LocalName == "code" && name.StartsWith("language-", StringComparison.Ordinal)));
}
