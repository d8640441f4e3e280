using System.Text;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;

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
    public static Actor Author(Actor original, Actor importer)
    {
        if (original == importer)
        {
            return importer;
        }

        return original.IsAssistant ? Actor.AssistantFor(Author(original.OnBehalfOf, importer)) : Actor.ImportedPerson(NameOf(original));
    }

    private static string NameOf(Actor original)
    {
        var id = original.Value[(original.Value.LastIndexOf(':') + 1)..];
        var name = string.Concat(id.Where(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.' or '@').Take(MaxIdLength));
        return name.Length > 0 ? name : "someone";
    }
}
