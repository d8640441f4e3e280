using System.Buffers;
using System.Text;

namespace WorkSquared.Web.Components.Shared.Markdown;

internal static class EncodedText
{
    private static readonly SearchValues<char> _special = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Select(c => (char)c).Except(['\t', '\n']), '\x7f', '&', '<', '>', '"', '\'']);

    /// <summary>Appends text so that it stays text, between tags and within quoted attributes; control characters are left out.</summary>
    public static StringBuilder AppendEncoded(this StringBuilder html, ReadOnlySpan<char> text)
    {
        for (var special = text.IndexOfAny(_special); special >= 0; special = text.IndexOfAny(_special))
        {
            html.Append(text[..special]).Append(text[special] switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\'' => "&#39;",
                _ => "",
            });
            text = text[(special + 1)..];
        }

        return html.Append(text);
    }
}
