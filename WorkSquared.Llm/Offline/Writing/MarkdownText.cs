using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace WorkSquared.Llm.Offline.Writing;

/// <summary>One line of Markdown in which only what we wrote ourselves is markup.</summary>
/// <remarks>
/// A string is somebody's words and is escaped; of an interpolated one the literal parts are Markdown and the holes are escaped.
/// An interpolated string inside <c>? :</c> or <c>??</c> is a plain string to the compiler: its markup would be escaped, too.
/// </remarks>
[InterpolatedStringHandler]
internal readonly struct MarkdownText(int literalLength, int formattedCount)
{
    /// <summary>Longer quotations are cut: a draft quotes a person, it does not repeat them.</summary>
    private const int LongestQuote = 300;

    /// <summary>Left for a person to fill in; it stands out.</summary>
    public static MarkdownText ToFill => $"**?**";

    private readonly StringBuilder _text = new(literalLength + (formattedCount * 16));

    public static implicit operator MarkdownText(string words) => $"{words}";

    public static MarkdownText OrToFill(string? words) => words is null ? ToFill : words;

    public void AppendLiteral(string markdown) => _text.Append(markdown);

    public void AppendFormatted(string? words) => PersonsWords.AppendTo(_text, words ?? "", LongestQuote);

    public void AppendFormatted(MarkdownText markdown) => _text.Append(markdown._text);

    public void AppendFormatted(int number) => _text.Append(CultureInfo.InvariantCulture, $"{number}");

    public override string ToString() => _text?.ToString() ?? "";
}
