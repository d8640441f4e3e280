using System.Text;

namespace WorkSquared.Core.Chat;

/// <summary>What may be said: the rule for a person's words, and the title that follows from them.</summary>
public static class MessageText
{
    /// <summary>In UTF-16 units, as browsers count.</summary>
    public const int MaxLength = 100_000;

    private const int MaxTitleLength = 60;

    /// <summary>How the fence of an attached file begins, behind its four backticks or more.</summary>
    public const string FileLabel = "file=";

    private static readonly char[] _marks = ['#', '*', '>', '-', '`', '_', ' ', '\t'];

    /// <returns>The text as it is stored: line ends are "\n", and the white space around it is gone.</returns>
    /// <exception cref="CommandRefusedException">It is empty, too long or not valid Unicode.</exception>
    public static string Check(string text)
    {
        CheckCharacters(text);
        var trimmed = text.ReplaceLineEndings("\n").Trim();
        return trimmed.Length > 0 ? trimmed : throw Invalid("There is nothing to send yet.");
    }

    /// <exception cref="CommandRefusedException">It is too long or not valid Unicode.</exception>
    internal static void CheckCharacters(string text)
    {
        if (text.Length > MaxLength)
        {
            throw Invalid($"This has {text.Length:N0} characters; a message holds at most {MaxLength:N0}. Shorten it or send it in parts.");
        }

        // PostgreSQL can't store it, and nobody types it.
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw Invalid("This contains a NUL character (U+0000), which can't be stored. Remove it and send again.");
        }

        if (!IsWellFormed(text))
        {
            throw Invalid("This contains half of a character (a lone surrogate), which can't be stored. Remove it and send again.");
        }
    }

    /// <summary>The first words, without the marks of Markdown. A file without words has its name.</summary>
    public static string TitleOf(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var line = lines.Select(candidate => FileIn(candidate) ?? candidate.Trim(_marks)).FirstOrDefault(candidate => candidate.Trim(':').Length > 0) ?? "New conversation";
        return Shorten(OnOneLine(line.TrimEnd(':')), MaxTitleLength);
    }

    /// <exception cref="CommandRefusedException">It is empty, too long or not valid Unicode.</exception>
    public static string CheckTitle(string title)
    {
        var oneLine = OnOneLine(title);
        return oneLine switch
        {
            "" => throw Invalid("A title needs at least one character."),
            { Length: > 200 } => throw Invalid("A title holds at most 200 characters."),
            _ => Check(oneLine),
        };
    }

    private static string? FileIn(string line)
    {
        var label = line.AsSpan().TrimStart('`');
        return line.Length - label.Length > 3 && label.StartsWith(FileLabel) ? label[FileLabel.Length..].Trim().ToString() : null;
    }

    internal static string OnOneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Cut at a word, unless that is too long itself.</summary>
    internal static string Shorten(string line, int length)
    {
        if (line.Length <= length)
        {
            return line;
        }

        var end = line.LastIndexOf(' ', length - 1);
        end = end > length / 2 ? end : length - 1;

        // Never between the two halves of one character.
        return line[..(char.IsHighSurrogate(line[end - 1]) ? end - 1 : end)] + "…";
    }

    internal static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out _, out var consumed) != System.Buffers.OperationStatus.Done)
            {
                return false;
            }

            text = text[consumed..];
        }

        return true;
    }

    private static CommandRefusedException Invalid(string reason) => new(Refusal.Invalid, reason);
}
