using System.Runtime.CompilerServices;
using WorkSquared.Core.Members;
using WorkSquared.Core.Sharing;

namespace WorkSquared.Tests.Support;

/// <summary>The directory over a list in memory, for tests of pages.</summary>
internal sealed class InMemoryMembers(InMemoryWorkspace workspace) : IMemberDirectory
{
    private Membership _known = Membership.None;

    public Membership Of(string storeId)
    {
        var folded = workspace.Log().Aggregate(Membership.None, (members, committed) => members.Apply(committed));

        // As the real one: as long as no name has changed, it is the same list.
        return _known = _known.Names.SequenceEqual(folded.Names) ? _known : folded;
    }

    public async IAsyncEnumerable<Membership> WatchAsync(
        string storeId, Membership known, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var committed in workspace.SubscribeAsync(Reader.OfTheSystem(storeId), known.Version, topic: null, cancellationToken))
        {
            if (committed.Data is UserCreated or UserRenamed)
            {
                yield return Of(storeId);
            }
        }
    }

    public Task<Member?> FindAsync(string storeId, Guid memberId, CancellationToken cancellationToken) =>
        Task.FromResult(Of(storeId).Names.TryGetValue(memberId, out var name) ? new Member(memberId, name) : null);
}
