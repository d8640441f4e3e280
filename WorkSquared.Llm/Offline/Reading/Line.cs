using System.Text.RegularExpressions;

namespace WorkSquared.Llm.Offline.Reading;

/// <summary>A line as it was pasted, without the mark of the list it stood in.</summary>
internal sealed partial record Line(string Text, bool IsItem, bool IsHeading, bool IsTicked)
{
    /// <summary>Patterns see no more than this of one line.</summary>
    public const int Longest = 1000;

    /// <summary>More lines than this are not read.</summary>
    public const int Most = 1000;

    public static IReadOnlyList<Line> ReadAll(string text) =>
        [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).SelectMany(Cut).Take(Most)
            .Select(Read).Where(line => line.Text.Length > 0)];

    /// <summary>Its sentences; a full stop after a short word such as "e.g." ends none.</summary>
    public IEnumerable<string> Sentences() =>
        SentenceEnd().Split(Text).Select(sentence => sentence.Trim()).Where(sentence => sentence.Length > 0);

    /// <summary>Some paste a whole protocol as one line: it is cut where a sentence ends, or else where a word does.</summary>
    private static IEnumerable<string> Cut(string line)
    {
        var rest = line;
        while (rest.Length > Longest)
        {
            var end = rest.LastIndexOf(". ", Longest - 1, StringComparison.Ordinal) + 1;
            end = end > 0 ? end : rest.LastIndexOf(' ', Longest - 1);
            end = end > 0 ? end : Longest;
            yield return rest[..end];
            rest = rest[end..].TrimStart();
        }

        yield return rest;
    }

    private static Line Read(string line)
    {
        var mark = Mark().Match(line);
        var heading = HeadingMark().Match(line);
        return new Line(
            (heading.Success ? heading.Groups["text"].Value : line[mark.Length..]).Trim(),
            IsItem: mark.Length > 0,
            IsHeading: heading.Success,
            IsTicked: mark.Groups["tick"].Success);
    }

    [GeneratedRegex(
        @"\A\s{0,8}(?:>\s?)?(?:(?:[-*•–—+◦▪]|\d{1,3}[.)]|[a-z]\))\s{1,4})?(?:\[(?:(?<tick>[xX✓])"
        + @"|\s?)\]\s{0,4})?(?:\[?\d{1,2}:\d{2}(?::\d{2})?\]?\s{1,4}(?:[-–]\s)?)?",
        RegexOptions.CultureInvariant)]
    private static partial Regex Mark();

    [GeneratedRegex(
        @"\A(?:#{1,6}\s{1,4}(?<text>[^\n]{1,120}?):?|\*\*(?<text>[^*\n]{1,120}?):?\*\*:?)\s{0,4}\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex HeadingMark();

    [GeneratedRegex(
        @"(?<=[.!?])(?<!\b(?:e\.g|i\.e|approx|ca|vs|Dr|Mr|Mrs|Ms|St|No|Nr|Prof|incl|etc"
        + @"|z\.B)\.)(?<!\b\d{1,2}\.)\s+(?=[\p{Lu}\p{Lo}\p{Nd}""“(@])|;\s+",
        RegexOptions.CultureInvariant)]
    private static partial Regex SentenceEnd();
}
