using Markdig.Extensions.Mathematics;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Parsers.Inlines;

namespace WorkSquared.Web.Components.Shared.Markdown;

/// <summary>Formulas between <c>\(</c> and <c>\)</c> or <c>\[</c> and <c>\]</c>: what most models write, and Markdown takes for escapes.</summary>
internal sealed class TexParser : InlineParser
{
    public TexParser() => OpeningCharacters = ['\\'];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        var closing = slice.PeekChar() switch
        {
            '(' => ')',
            '[' => ']',
            _ => default,
        };
        if (closing == default || EndOf(slice, closing) is not { } end)
        {
            return false;
        }

        var content = slice;
        (content.Start, content.End) = (slice.Start + 2, end - 1);
        if (content.IsEmptyOrWhitespace())
        {
            return false;
        }

        processor.Inline = new MathInline { Delimiter = '$', DelimiterCount = closing is ']' ? 2 : 1, Content = content };
        slice.Start = end + 2;
        return true;
    }

    public static void Register(OrderedList<InlineParser> parsers) => parsers.InsertBefore<EscapeInlineParser>(new TexParser());

    private static int? EndOf(StringSlice slice, char closing)
    {
        for (var at = slice.Start + 2; at < slice.End; at++)
        {
            if (slice.Text[at] is '\\')
            {
                if (slice.Text[at + 1] == closing)
                {
                    return at;
                }

                // "\\)" is a line break and a parenthesis.
                at++;
            }
        }

        return null;
    }
}
