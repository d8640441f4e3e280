using WorkSquared.Core.Ratings;

namespace WorkSquared.Tests.Support;

/// <summary>The ratings of the answers of an <see cref="InMemoryWorkspace"/>.</summary>
internal sealed class InMemoryRatings(InMemoryWorkspace workspace, TimeProvider time) : IRatingCommands
{
    public Task<bool> RateAsync(RateAnswer command, CancellationToken cancellationToken)
    {
        var comment = RatingComment.Check(command.Comment);
        if (workspace.Refusal is not null)
        {
            throw workspace.Refusal;
        }

        var rated = new ResponseRated(command.CommandId, command.ConversationId, command.ResponseId, command.Rating, time.GetUtcNow(), comment);
        workspace.Commit(rated, command.Actor, id: command.CommandId);
        return Task.FromResult(true);
    }
}
