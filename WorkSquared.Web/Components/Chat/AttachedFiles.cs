using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using WorkSquared.Core.Chat;

namespace WorkSquared.Web.Components.Chat;

/// <summary>What a message consists of: the words, and the text files that were attached to them.</summary>
/// <remarks>A file is a fenced block at the end of the text, named in its fence. The browser writes it so (wwwroot/attached-files.js), and
/// the two agree about every text: what only looks like a file, or has something below it, is words for both.</remarks>
internal sealed partial record AttachedFiles(string Words, IReadOnlyList<AttachedFile> Files)
{
    private const int Most = 10;
    private const int LongestName = 100;
    private const string Gap = "\n\n";

    public static AttachedFiles In(string text)
    {
        var files = new List<AttachedFile>();
        while (files.Count < Most && LastOf(text) is var (file, start))
        {
            files.Insert(0, file);
            text = text[..start];
        }

        return new AttachedFiles(text, files);
    }

    private static (AttachedFile File, int Start)? LastOf(string text)
    {
        var end = text.LastIndexOf('\n');
        var fence = text[(end + 1)..];
        if (end < 0 || !Fence().IsMatch(fence))
        {
            return null;
        }

        var start = text.LastIndexOf(fence + MessageText.FileLabel, StringComparison.Ordinal);
        var head = start < 0 ? -1 : text.IndexOf('\n', start);
        var before = start == 0 ? 0 : start - Gap.Length;
        if (head < 0 || head >= end || (start > 0 && (before <= 0 || !text.AsSpan(before, Gap.Length).SequenceEqual(Gap))))
        {
            return null;
        }

        var file = new AttachedFile(text[(start + fence.Length + MessageText.FileLabel.Length)..head], text[(head + 1)..end]);
        return IsName(file.Name) && fence.Length == FenceLength(file.Content) ? (file, before) : null;
    }

    private static int FenceLength(string content)
    {
        var longest = 3;
        foreach (var run in Run().EnumerateMatches(content))
        {
            longest = Math.Max(longest, run.Length);
        }

        return longest + 1;
    }

    private static bool IsName(string name) => name.Length is > 0 and <= LongestName && name.Trim() == name && name.EnumerateRunes().All(rune =>
        rune.Value != '`' && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator));

    [GeneratedRegex("^`{4,}$")]
    private static partial Regex Fence();

    [GeneratedRegex("`{4,}")]
    private static partial Regex Run();
}

/// <param name="Name">A label, never a path.</param>
internal sealed record AttachedFile(string Name, string Content)
{
    /// <summary>In KB, begun ones included.</summary>
    public int Size => (Encoding.UTF8.GetByteCount(Content) + 1023) / 1024;
}
