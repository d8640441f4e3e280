using System.Globalization;
using System.Text;
using Microsoft.Extensions.Localization;
using WorkSquared.Web.Components.Shared.Markdown;
using WorkSquared.Web.Localisation;

namespace WorkSquared.Web.Export;

/// <summary>A conversation as one page that needs nothing else: no script, nothing from elsewhere, and its own policy says so.</summary>
internal static class HtmlFile
{
    private const string Style =
        """
        :root { color-scheme: light dark; --line: #d9dde3; --quiet: #5b6472; --shade: #f4f5f7 }
        @media (prefers-color-scheme: dark) { :root { --line: #343a44; --quiet: #a2abb8; --shade: #1f242c } }
        body { font: 16px/1.6 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere }
        h1 { line-height: 1.25; margin-bottom: .25rem }
        article { border-top: 1px solid var(--line); padding: 1rem 0 }
        h2 { font-size: 1rem; margin: 0 0 .5rem } h3, h4, h5, h6 { font-size: 1.05rem; margin: 1.2em 0 .4em }
        .quiet, h2 span, .host, figcaption { color: var(--quiet); font-size: .875rem; font-weight: normal }
        .words, .math { white-space: pre-wrap } pre { background: var(--shade); padding: .75rem; overflow-x: auto; border-radius: 6px }
        figure { margin: 1em 0 } figcaption button { display: none } li.task { list-style: none; margin-inline-start: -1.4em }
        .table { overflow-x: auto } table { border-collapse: collapse; overflow-wrap: normal }
        th, td { border: 1px solid var(--line); padding: .3rem .6rem; text-align: start; vertical-align: top }
        blockquote { margin: 0; padding-left: 1rem; border-left: 3px solid var(--line); color: var(--quiet) }
        """;

    public static string Write(ExportedConversation conversation, IStringLocalizer<Wording> L)
    {
        var html = new StringBuilder("<!DOCTYPE html>\n<html lang=\"").Append(Languages.Current.Name);
        html.Append("\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
        html.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
        html.AppendEncoded(conversation.Title).Append("</title>\n<style>\n").Append(Style).Append("\n</style>\n</head>\n<body>\n<header>\n<h1 dir=\"auto\">");
        html.AppendEncoded(conversation.Title).Append("</h1>\n<p class=\"quiet\">").AppendEncoded(conversation.Origin).Append(", ").AppendTime(conversation.At);
        html.Append("</p>\n</header>\n<main>\n");
        foreach (var entry in conversation.Entries)
        {
            Write(html, entry, L);
        }

        return html.Append("</main>\n</body>\n</html>\n").Replace("\r\n", "\n").ToString();
    }

    private static void Write(StringBuilder html, ExportedEntry entry, IStringLocalizer<Wording> L)
    {
        html.Append("<article>\n<h2>").AppendEncoded(entry.Author).Append(" <span>").AppendTime(entry.At);
        html.AppendEncoded(entry.ModelId.Length > 0 ? $" · {entry.ModelId}" : "").Append("</span></h2>\n");
        if (entry.IsMarkdown)
        {
            html.Append("<div dir=\"auto\">").Append(MarkdownHtml.Render(entry.Text, L)).Append("</div>\n");
        }
        else
        {
            html.Append("<div class=\"words\" dir=\"auto\">").AppendEncoded(entry.Text).Append("</div>\n");
        }

        if (entry.Note.Length > 0)
        {
            html.Append("<p class=\"quiet\">").AppendEncoded(entry.Note).Append("</p>\n");
        }

        html.Append("</article>\n");
    }

    private static StringBuilder AppendTime(this StringBuilder html, DateTimeOffset at)
    {
        var time = at.ToUniversalTime();
        return html.Append(CultureInfo.InvariantCulture, $"<time datetime=\"{time:yyyy-MM-ddTHH:mm:ssZ}\">{time:yyyy-MM-dd HH:mm} UTC</time>");
    }
}
