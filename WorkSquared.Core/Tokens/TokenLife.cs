using System.Globalization;

namespace WorkSquared.Core.Tokens;

/// <summary>How long a token is good for, as people write it: <c>90d</c> or <c>12h</c>.</summary>
public static class TokenLife
{
    public static readonly TimeSpan Default = TimeSpan.FromDays(90);

    private static readonly TimeSpan _longest = TimeSpan.FromDays(3650);

    /// <exception cref="CommandRefusedException">It is none.</exception>
    public static TimeSpan Parse(string text)
    {
        if (text.Length is > 1 and <= 6 && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
        {
            var life = text[^1] switch
            {
                'd' => TimeSpan.FromDays(number),
                'h' => TimeSpan.FromHours(number),
                _ => TimeSpan.MaxValue,
            };
            if (life <= _longest)
            {
                return life;
            }
        }

        throw new CommandRefusedException(Refusal.Invalid, "A token is good for a number of hours or days, as in 12h or 90d, up to ten years.");
    }
}
