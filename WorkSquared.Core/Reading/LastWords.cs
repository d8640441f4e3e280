using WorkSquared.Core.Events;

namespace WorkSquared.Core.Reading;

/// <summary>Who spoke last in a conversation, and as much of before as it takes to tell any reader whether somebody else has. A pure fold.</summary>
/// <param name="Before">The position of the last word by anybody but <paramref name="By"/>; 0 when there is none.</param>
public sealed record LastWords(long Position, Actor By, long Before)
{
    public static LastWords None { get; } = new(0, new Actor(""), 0);

    public LastWords Then(long position, Actor by) => by == By ? this with { Position = position } : new LastWords(position, by, Position);

    /// <returns>The position of the last word that was not the reader's own; 0 when there is none.</returns>
    public long NotBy(Actor reader) => By == reader ? Before : Position;
}
