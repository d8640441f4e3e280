namespace WorkSquared.Core.Prompts;

/// <summary>What a prompt is called by, after a slash: one word.</summary>
public static class PromptName
{
    public const int MaxLength = 40;

    /// <summary>Names that differ only in case are the same.</summary>
    public static string KeyOf(string name) => name.ToUpperInvariant();

    public static bool AreSame(string name, string other) => KeyOf(name) == KeyOf(other);

    /// <exception cref="CommandRefusedException">It is empty, too long, or more than a word.</exception>
    internal static string Check(string name)
    {
        var trimmed = name.Trim();
        return trimmed.Length is > 0 and <= MaxLength && trimmed.All(letter => char.IsLetterOrDigit(letter) || letter == '-')
            ? trimmed
            : throw new CommandRefusedException(
                Refusal.Invalid, $"A name has 1 to {MaxLength} letters, digits or hyphens, as in weekly-report.");
    }
}
