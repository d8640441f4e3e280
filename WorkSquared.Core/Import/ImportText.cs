using System.Globalization;
using System.Text;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Members;

namespace WorkSquared.Core.Import;

/// <summary>Makes what comes from elsewhere fit to be stored, without asking anybody to correct it.</summary>
internal static class ImportText
{
    private const int MaxTitleLength = 200;
    private const int MaxIdLength = 64;
    private const int MaxLabelLength = 100;

    /// <summary>Without NUL and half characters, with line ends as they are stored here.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            // A half character comes as the replacement character.
            if (rune.Value != 0)
            {
                clean.Append(rune);
            }
        }

        return clean.ToString().ReplaceLineEndings("\n").Trim();
    }

    public static string Title(string? title)
    {
        var words = Clean(title ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var line = string.Join(' ', words);
        return line.Length switch
        {
            0 => "Untitled",
            > MaxTitleLength => MessageText.TitleOf(line),
            _ => line,
        };
    }

    /// <summary>The name of a model, or why it ended.</summary>
    public static string Label(string label) => Clean(label) is { Length: <= MaxLabelLength } clean ? clean : "";

    /// <summary>Nobody but the importer is taken for a member of this store, whatever the file says.</summary>
    /// <param name="names">What people with a name are called there.</param>
    public static Actor Author(Actor original, Actor importer, IReadOnlyDictionary<Guid, string>? names = null)
    {
        if (original == importer)
        {
            return importer;
        }

        return original.IsAssistant
            ? Actor.AssistantFor(Author(original.OnBehalfOf, importer, names))
            : Actor.ImportedPerson(NameOf(original, names));
    }

    private static string NameOf(Actor original, IReadOnlyDictionary<Guid, string>? names)
    {
        var known = Member.IdOf(original) is { } member ? names?.GetValueOrDefault(member) : null;
        var written = known ?? original.Value[(original.Value.LastIndexOf(':') + 1)..];

        // The last colon of an actor stands before its name.
        var readable = written.EnumerateRunes().Where(rune => Rune.IsLetterOrDigit(rune) || IsMark(rune) || rune.Value is ' ' or '-' or '_' or '.' or '@' or '\'');
        var name = string.Concat(readable.Take(MaxIdLength)).Trim();
        return name.Length > 0 ? name : "someone";
    }

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
