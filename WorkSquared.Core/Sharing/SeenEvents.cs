using WorkSquared.Core.Events;
using WorkSquared.Core.Members;

namespace WorkSquared.Core.Sharing;

/// <summary>Which of a store's events one reader is handed, as they come in order.</summary>
/// <remarks>An answer is forgotten with the event that may make it another one: that comes before all that it changes, since the order is the
/// log's, and what the database says is never older than it. What comes on no topic of the reader's, a role that was taken, is noticed within a
/// second.</remarks>
internal sealed class SeenEvents(ISight sight, Reader reader, TimeProvider time)
{
    private readonly Guid? _userId = Member.IdOf(reader.Actor);
    private readonly SightLease _lease = new(sight, reader, time);

    /// <summary>What everybody is told who belongs to the store at all: who the others are.</summary>
    public static IReadOnlyList<string> OfPeople { get; } = ["v1.UserCreated", "v1.UserRenamed", "v1.RoleGranted", "v1.MemberRemoved"];

    public async ValueTask<bool> SeesAsync(CommittedEvent committed, CancellationToken cancellationToken)
    {
        if (reader.IsTheSystem)
        {
            return true;
        }

        if (IsOfOwnRole(committed.Data))
        {
            _lease.Forget();
        }

        if (committed.Data.Topic is not { } conversation)
        {
            return OfPeople.Contains(committed.Type) || await _lease.SeesWorkspaceAsync(cancellationToken);
        }

        if (committed.Data is ISharingEvent)
        {
            _lease.Forget(conversation);
        }

        return await _lease.SeesAsync(conversation, cancellationToken) || await LosesSightAsync(committed.Data, cancellationToken);
    }

    /// <summary>Whoever loses sight of a conversation is told so, and nothing after it. They saw it before: it was open to them, or shared with
    /// them.</summary>
    private async ValueTask<bool> LosesSightAsync(WorkEvent data, CancellationToken cancellationToken) => data switch
    {
        ConversationRestricted => await _lease.SeesWorkspaceAsync(cancellationToken),
        ConversationUnshared unshared => unshared.UserId == _userId,
        _ => false,
    };

    private bool IsOfOwnRole(WorkEvent data) => data switch
    {
        RoleGranted granted => granted.UserId == _userId,
        MemberRemoved removed => removed.UserId == _userId,
        _ => false,
    };
}
