using System.Text;

namespace WorkSquared.Llm.Offline.Writing;

/// <summary>A document in the making: a title, sections, and at most three questions at its end.</summary>
/// <param name="shortened">Leaves out every section that the document can do without.</param>
internal sealed class Draft(bool shortened)
{
    private const int MostQuestions = 3;

    private readonly StringBuilder _text = new();
    private bool _leftOut;
    private bool _inBlock;

    public Draft Title(MarkdownText title) => Block($"# {title}");

    public Draft Section(MarkdownText heading)
    {
        _leftOut = false;
        return Block($"## {heading}");
    }

    /// <summary>A section that goes first when the reader wants it shorter.</summary>
    public Draft Detail(MarkdownText heading)
    {
        _leftOut = shortened;
        return Block($"## {heading}");
    }

    public Draft Heading(MarkdownText heading) => Block($"### {heading}");

    public Draft Paragraph(MarkdownText text) => Block(text);

    public Draft Bullet(MarkdownText text) => Line($"- {text}");

    public Draft Task(MarkdownText text) => Line($"- [ ] {text}");

    public Draft Bullets(IEnumerable<string> words)
    {
        foreach (var line in words)
        {
            Bullet(line);
        }

        return this;
    }

    public Draft Table(params ReadOnlySpan<MarkdownText> headers)
    {
        _inBlock = false;
        Row(headers);
        return Line(Literal("|" + string.Concat(Enumerable.Repeat(" --- |", headers.Length))));
    }

    public Draft Row(params ReadOnlySpan<MarkdownText> cells)
    {
        var row = new StringBuilder("|");
        foreach (var cell in cells)
        {
            row.Append(' ').Append(cell).Append(" |");
        }

        return Line(Literal(row.ToString()));
    }

    public Draft Questions(IEnumerable<string> questions)
    {
        var asked = questions.Take(MostQuestions).ToList();
        if (asked.Count == 0 || shortened)
        {
            return this;
        }

        Section(asked.Count == 1 ? "One question" : $"{asked.Count} questions");
        for (var index = 0; index < asked.Count; index++)
        {
            Line($"{index + 1}. {asked[index]}");
        }

        return this;
    }

    public override string ToString() => _text.ToString();

    private static MarkdownText Literal(string markdown)
    {
        MarkdownText text = $"";
        text.AppendLiteral(markdown);
        return text;
    }

    private Draft Block(MarkdownText text)
    {
        _inBlock = false;
        Line(text);
        _inBlock = false;
        return this;
    }

    private Draft Line(MarkdownText text)
    {
        if (_leftOut)
        {
            return this;
        }

        if (_text.Length > 0)
        {
            _text.Append(_inBlock ? "\n" : "\n\n");
        }

        _text.Append(text);
        _inBlock = true;
        return this;
    }
}
