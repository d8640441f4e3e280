using WorkSquared.Core.Events;

namespace WorkSquared.Core.Ratings;

/// <summary>Says what a person thinks of an answer.</summary>
public interface IRatingCommands
{
    /// <returns>False when they had said just that already, and nothing was committed.</returns>
    /// <exception cref="CommandRefusedException">Nothing was committed; the message is a sentence for the person.</exception>
    Task<bool> RateAsync(RateAnswer command, CancellationToken cancellationToken);
}

/// <param name="CommandId">Minted when the choice was made, so that it is carried out once however often it is sent.</param>
/// <param name="ResponseId">The answer's message id.</param>
/// <param name="Rating"><see cref="Rating.None"/> takes back what was said before.</param>
/// <param name="Comment">Optional; none goes with an opinion that is taken back.</param>
public sealed record RateAnswer(
    string StoreId, Guid CommandId, Guid ConversationId, Guid ResponseId, Rating Rating, Actor Actor, string? Comment = null);
