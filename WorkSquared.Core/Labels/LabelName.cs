using WorkSquared.Core.Chat;

namespace WorkSquared.Core.Labels;

/// <summary>What a label may be called, and which names mean the same one.</summary>
public static class LabelName
{
    /// <summary>In UTF-16 units, as browsers count.</summary>
    public const int MaxLength = 40;

    /// <summary>Labels on one conversation.</summary>
    public const int MaxOnOne = 10;

    /// <returns>The label as it is stored: without white space around it.</returns>
    /// <exception cref="CommandRefusedException">It is empty, too long, or has what nobody can see or store.</exception>
    public static string Check(string text)
    {
        if (!MessageText.IsWellFormed(text) || text.Any(char.IsControl))
        {
            throw Invalid("A label can't contain line breaks or other control characters.");
        }

        var label = text.Trim();
        return label.Length switch
        {
            0 => throw Invalid("A label needs at least one character."),
            > MaxLength => throw Invalid($"A label holds at most {MaxLength} characters."),
            _ => label,
        };
    }

    /// <summary>What a label is told apart by: the same word in another letter case is the same label.</summary>
    public static string KeyOf(string label) => label.ToUpperInvariant();

    internal static CommandRefusedException TooMany() => Invalid($"A conversation has at most {MaxOnOne} labels. Remove one first.");

    private static CommandRefusedException Invalid(string reason) => new(Refusal.Invalid, reason);
}
