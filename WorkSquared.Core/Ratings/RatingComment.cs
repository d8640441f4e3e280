using WorkSquared.Core.Chat;

namespace WorkSquared.Core.Ratings;

/// <summary>What may be said with a rating: plain text, and not much of it.</summary>
public static class RatingComment
{
    /// <summary>In UTF-16 units, as browsers count.</summary>
    public const int MaxLength = 2_000;

    /// <returns>The comment as it is stored; null when there is none.</returns>
    /// <exception cref="CommandRefusedException">It is too long or not valid Unicode.</exception>
    public static string? Check(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        return text.Trim().Length <= MaxLength
            ? MessageText.Check(text)
            : throw new CommandRefusedException(Refusal.Invalid, $"A comment holds at most {MaxLength} characters. Shorten it.");
    }
}
