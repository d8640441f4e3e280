using System.Text;
using System.Text.RegularExpressions;
using Markdig;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Extensions.Mathematics;
using Markdig.Extensions.Tables;
using Markdig.Extensions.TaskLists;
using Markdig.Syntax;
using Microsoft.Extensions.Localization;
using WorkSquared.Web.Localisation;

namespace WorkSquared.Web.Components.Shared.Markdown;

/// <summary>Writes HTML for Markdown from an allow-list: what is not named here does not come out, and every text is encoded.</summary>
internal sealed partial class MarkdownHtml
{
    private static readonly MarkdownPipeline _pipeline = Pipeline();

    private readonly StringBuilder _html = new();
    private readonly InlineHtml _inlines;

    private MarkdownHtml(IStringLocalizer<Wording> wording) => (L, _inlines) = (wording, new InlineHtml(_html, wording));

    private IStringLocalizer<Wording> L { get; }

    public static string Render(string markdown, IStringLocalizer<Wording> L)
    {
        MarkdownHtml writer = new(L);
        try
        {
            writer.WriteBlocks(Markdig.Markdown.Parse(markdown, _pipeline));
        }
        catch (ArgumentException)
        {
            // Nested deeper than the parser goes: nobody writes that to be read as Markdown.
            return writer._html.Clear().Append("<p>").AppendEncoded(markdown).Append("</p>").ToString();
        }

        return writer._html.ToString();
    }

    private static MarkdownPipeline Pipeline()
    {
        var builder = new MarkdownPipelineBuilder()
            .UsePipeTables()
            .UseTaskLists()
            .UseAutoLinks()
            .UseEmphasisExtras(EmphasisExtraOptions.Strikethrough)
            .UseMathematics()
            .DisableHtml();
        TexParser.Register(builder.InlineParsers);
        return builder.Build();
    }

    private void WriteBlocks(ContainerBlock blocks)
    {
        foreach (var block in blocks)
        {
            WriteBlock(block);
        }
    }

    private void WriteBlock(Block block)
    {
        switch (block)
        {
            case HeadingBlock heading:
                // The page's own title is the first level, and the author of a message the second: one jumps from turn to turn by them.
                WriteLeaf($"h{Math.Min(heading.Level + 2, 6)}", heading);
                break;
            case ParagraphBlock paragraph:
                WriteLeaf("p", paragraph);
                break;
            case ListBlock list:
                WriteList(list);
                break;
            case QuoteBlock quote:
                _html.Append("<blockquote>");
                WriteBlocks(quote);
                _html.Append("</blockquote>");
                break;
            case MathBlock formula:
                _html.Append("<div class=\"math\" tabindex=\"0\" role=\"group\" aria-label=\"").AppendEncoded(L["Formula"]).Append("\">").AppendEncoded(formula.Lines.ToString()).Append("</div>");
                break;
            case CodeBlock code:
                WriteCode(code);
                break;
            case Table table:
                WriteTable(table);
                break;
            case ThematicBreakBlock:
                _html.Append("<hr>");
                break;
            case LinkReferenceDefinition definition:
                // Its references may stand in blocks that are finished: keep the address readable rather than drop it.
                _html.Append("<p>[").AppendEncoded(definition.Label).Append("]: ");
                _inlines.WriteAddress(definition.Url);
                _html.Append("</p>");
                break;
            case ContainerBlock container:
                WriteBlocks(container);
                break;
            case LeafBlock leaf:
                _html.Append("<p>").AppendEncoded(leaf.Lines.ToString()).Append("</p>");
                break;
        }
    }

    private void WriteLeaf(string tag, LeafBlock leaf)
    {
        _html.Append('<').Append(tag).Append('>');
        _inlines.Write(leaf.Inline);
        _html.Append("</").Append(tag).Append('>');
    }

    private void WriteList(ListBlock list)
    {
        var tag = list.IsOrdered ? "ol" : "ul";
        _html.Append('<').Append(tag);
        if (list.IsOrdered && int.TryParse(list.OrderedStart, out var start) && start != 1)
        {
            _html.Append(" start=\"").Append(start).Append('"');
        }

        _html.Append('>');
        foreach (var item in list.OfType<ListItemBlock>())
        {
            _html.Append(IsTask(item) ? "<li class=\"task\">" : "<li>");
            foreach (var block in item)
            {
                if (block is ParagraphBlock paragraph && !list.IsLoose)
                {
                    _inlines.Write(paragraph.Inline);
                }
                else
                {
                    WriteBlock(block);
                }
            }

            _html.Append("</li>");
        }

        _html.Append("</").Append(tag).Append('>');
    }

    private void WriteCode(CodeBlock code)
    {
        var language = LanguageOf(code);
        _html.Append("<figure class=\"code\"><figcaption><span>").Append(language ?? "text")
            .Append("</span><button type=\"button\" data-copy=\"\" aria-label=\"").AppendEncoded(L["Copy code"]).Append("\">")
            .AppendEncoded(L["Copy"]).Append("</button></figcaption><pre tabindex=\"0\"><code");
        if (language is not null)
        {
            _html.Append(" class=\"language-").Append(language).Append('"');
        }

        _html.Append('>').AppendEncoded(code.Lines.ToString()).Append("</code></pre></figure>");
    }

    private void WriteTable(Table table)
    {
        _html.Append("<div class=\"table\" tabindex=\"0\" role=\"group\" aria-label=\"").AppendEncoded(L["Table"]).Append("\"><table>");
        WriteRows("thead", table, table.OfType<TableRow>().Where(row => row.IsHeader));
        WriteRows("tbody", table, table.OfType<TableRow>().Where(row => !row.IsHeader));
        _html.Append("</table></div>");
    }

    private void WriteRows(string tag, Table table, IEnumerable<TableRow> rows)
    {
        _html.Append('<').Append(tag).Append('>');
        foreach (var row in rows)
        {
            _html.Append("<tr>");
            for (var column = 0; column < row.Count; column++)
            {
                // An empty cell heads nothing.
                var cell = (TableCell)row[column];
                var isHeading = row.IsHeader && cell is [ParagraphBlock { Inline.FirstChild: not null }, ..];
                _html.Append(isHeading ? "<th scope=\"col\"" : "<td").Append(AlignmentOf(table, column)).Append('>');
                WriteCell(cell);
                _html.Append(isHeading ? "</th>" : "</td>");
            }

            _html.Append("</tr>");
        }

        _html.Append("</").Append(tag).Append('>');
    }

    private void WriteCell(TableCell cell)
    {
        foreach (var block in cell)
        {
            if (block is ParagraphBlock paragraph)
            {
                _inlines.Write(paragraph.Inline);
            }
            else
            {
                WriteBlock(block);
            }
        }
    }

    private static string AlignmentOf(Table table, int column) =>
        column < table.ColumnDefinitions.Count
            ? table.ColumnDefinitions[column].Alignment switch
            {
                TableColumnAlign.Right => " class=\"right\"",
                TableColumnAlign.Center => " class=\"center\"",
                _ => "",
            }
            : "";

    private static bool IsTask(ListItemBlock item) => item is [ParagraphBlock { Inline.FirstChild: TaskList }, ..];

    private static string? LanguageOf(CodeBlock code)
    {
        var name = (code as FencedCodeBlock)?.Info?.ToLowerInvariant() ?? "";
        return LanguageName().IsMatch(name) ? name : null;
    }

    [GeneratedRegex(@"^[a-z0-9+#-]{1,20}\z")]
    private static partial Regex LanguageName();
}
