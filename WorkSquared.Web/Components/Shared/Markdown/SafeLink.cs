using System.Globalization;

namespace WorkSquared.Web.Components.Shared.Markdown;

/// <summary>An address that text may lead to: the web, a mailbox, or a page of this site.</summary>
/// <param name="Host">Where it leads, for people to read; null within this site.</param>
internal sealed record SafeLink(string Href, string? Host)
{
    private static readonly Uri _here = new("http://here.invalid");

    public static SafeLink? From(string? address)
    {
        // Browsers drop these before they look at the scheme: "java\tscript:" is one word to them.
        var cleaned = string.Concat((address ?? "").Where(IsVisible)).Trim();
        if (cleaned.StartsWith('/'))
        {
            return WithinSite(cleaned);
        }

        if (!Uri.TryCreate(cleaned, UriKind.Absolute, out var uri))
        {
            return null;
        }

        return uri.Scheme switch
        {
            "https" or "http" when IsWeb(cleaned, uri) => OnTheWeb(uri),
            "mailto" when uri.AbsoluteUri.Contains('@', StringComparison.Ordinal) => new SafeLink(uri.AbsoluteUri, uri.Host),
            _ => null,
        };
    }

    // "https:evil" and "https:\\evil" mean different things to different parsers; so does a name before an @.
    private static bool IsWeb(string cleaned, Uri uri) =>
        uri.Host.Length > 0
        && uri.UserInfo.Length == 0
        && !cleaned.Contains('\\', StringComparison.Ordinal)
        && cleaned.StartsWith(uri.Scheme + "://", StringComparison.OrdinalIgnoreCase);

    private static bool IsVisible(char c) => char.GetUnicodeCategory(c) is not (UnicodeCategory.Control or UnicodeCategory.Format);

    private static SafeLink? OnTheWeb(Uri uri)
    {
        try
        {
            // A host in look-alike letters is written as it is looked up, for whoever reads the address.
            var href = uri.Host == uri.IdnHost ? uri.AbsoluteUri : new UriBuilder(uri) { Host = uri.IdnHost }.Uri.AbsoluteUri;
            return new SafeLink(href, uri.IdnHost);
        }
        catch (UriFormatException)
        {
            // Letters that no host may have.
            return null;
        }
    }

    private static SafeLink? WithinSite(string path)
    {
        // "//host" and "/\host" leave the site.
        if (path.StartsWith("//", StringComparison.Ordinal) || path.Contains('\\', StringComparison.Ordinal))
        {
            return null;
        }

        var isHere = Uri.TryCreate(_here, path, out var uri) && uri.Host == _here.Host;
        return isHere ? new SafeLink(uri!.PathAndQuery + uri.Fragment, Host: null) : null;
    }
}
