using System.Text;
using Markdig.Extensions.Mathematics;
using Markdig.Extensions.TaskLists;
using Markdig.Syntax.Inlines;
using Microsoft.Extensions.Localization;
using WorkSquared.Web.Localisation;

namespace WorkSquared.Web.Components.Shared.Markdown;

/// <summary>The part of <see cref="MarkdownHtml"/> within a line.</summary>
internal sealed class InlineHtml(StringBuilder html, IStringLocalizer<Wording> L)
{
    /// <summary>A link within a link is no HTML; the inner one is written as its text.</summary>
    private bool _isInLink;

    public void Write(ContainerInline? inlines)
    {
        foreach (var inline in inlines ?? [])
        {
            Write(inline);
        }
    }

    public void WriteAddress(string? address) => WriteLink(address, () => html.AppendEncoded(address), showHost: false);

    private void Write(Inline inline)
    {
        switch (inline)
        {
            case LiteralInline literal:
                html.AppendEncoded(literal.Content.AsSpan());
                break;
            case CodeInline code:
                html.Append("<code>").AppendEncoded(code.ContentSpan).Append("</code>");
                break;
            case MathInline formula:
                html.Append(formula.DelimiterCount > 1 ? "<span class=\"math display\">" : "<span class=\"math\">");
                html.AppendEncoded(formula.Content.AsSpan()).Append("</span>");
                break;
            case EmphasisInline emphasis:
                WriteEmphasis(emphasis);
                break;
            case LinkInline { IsImage: true } image:
                WriteImage(image);
                break;
            case LinkInline link:
                WriteLink(link.GetDynamicUrl?.Invoke() ?? link.Url, () => Write((ContainerInline)link), showHost: !link.IsAutoLink);
                break;
            case AutolinkInline { IsEmail: true } mail:
                WriteLink("mailto:" + mail.Url, () => html.AppendEncoded(mail.Url), showHost: false);
                break;
            case AutolinkInline link:
                WriteAddress(link.Url);
                break;
            case TaskList task:
                html.Append("<input type=\"checkbox\" disabled=\"\" aria-label=\"").AppendEncoded(L["Done"]).Append(task.Checked ? "\" checked=\"\">" : "\">");
                break;
            case LineBreakInline lineBreak:
                html.Append(lineBreak.IsHard ? "<br>\n" : "\n");
                break;
            case HtmlEntityInline entity:
                html.AppendEncoded(entity.Transcoded.AsSpan());
                break;
            case HtmlInline tag:
                html.AppendEncoded(tag.Tag);
                break;
            case DelimiterInline delimiter:
                html.AppendEncoded(delimiter.ToLiteral());
                Write((ContainerInline)delimiter);
                break;
            case ContainerInline container:
                Write(container);
                break;
        }
    }

    private void WriteEmphasis(EmphasisInline emphasis)
    {
        var tag = (emphasis.DelimiterChar, emphasis.DelimiterCount) switch
        {
            ('~', _) => "del",
            (_, 1) => "em",
            _ => "strong",
        };
        html.Append('<').Append(tag).Append('>');
        Write((ContainerInline)emphasis);
        html.Append("</").Append(tag).Append('>');
    }

    // Fetching a picture would tell its host that the text was read, and whatever the address carries.
    private void WriteImage(LinkInline image)
    {
        var address = image.GetDynamicUrl?.Invoke() ?? image.Url;
        WriteLink(
            address,
            () =>
            {
                html.AppendEncoded(L["image"]).Append(": ");
                if (image.FirstChild is not null)
                {
                    Write((ContainerInline)image);
                    html.Append(", ");
                }

                html.AppendEncoded(SafeLink.From(address)?.Host ?? L["no address"]);
            },
            showHost: false);
    }

    private void WriteLink(string? address, Action writeText, bool showHost)
    {
        if (_isInLink || SafeLink.From(address) is not { } link)
        {
            writeText();
            return;
        }

        _isInLink = true;
        html.Append("<a href=\"").AppendEncoded(link.Href).Append('"');
        html.Append(link.Host is null ? ">" : " target=\"_blank\" rel=\"noopener noreferrer nofollow\">");
        var start = html.Length;
        writeText();
        var text = html.ToString(start, html.Length - start);
        html.Append("</a>");
        _isInLink = false;

        // Where it leads, unless the text says just that. One that has the host somewhere within may name another one before it.
        if (showHost && link.Host is { } host && !text.Equals(host, StringComparison.OrdinalIgnoreCase) && SafeLink.From(text)?.Host != host)
        {
            html.Append(" <small class=\"host\">").AppendEncoded(host).Append("</small>");
        }
    }
}
