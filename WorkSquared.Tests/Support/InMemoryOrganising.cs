using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Organising;
using WorkSquared.Core.Sharing;

namespace WorkSquared.Tests.Support;

/// <summary>Puts conversations of an <see cref="InMemoryWorkspace"/> away and back again, as its log says.</summary>
internal sealed class InMemoryOrganising(InMemoryWorkspace workspace, TimeProvider time) : IOrganisingCommands, IOrganisingReader
{
    public List<Organise> Commands { get; } = [];

    public Task<bool> OrganiseAsync(Organise command, CancellationToken cancellationToken)
    {
        if (workspace.Refusal is not null)
        {
            throw workspace.Refusal;
        }

        Commands.Add(command);
        if (workspace.Log().Any(committed => committed.CommandId == command.CommandId) || IsSo(command))
        {
            return Task.FromResult(false);
        }

        workspace.Commit(EventOf(command.Act, command.ConversationId), command.Actor, id: command.CommandId);
        return Task.FromResult(true);
    }

    public WorkEvent EventOf(OrganisingAct act, Guid conversation) => act switch
    {
        OrganisingAct.Pin => new ConversationPinned(conversation, time.GetUtcNow()),
        OrganisingAct.Unpin => new ConversationUnpinned(conversation, time.GetUtcNow()),
        OrganisingAct.Archive => new ConversationArchived(conversation, time.GetUtcNow()),
        OrganisingAct.Unarchive => new ConversationUnarchived(conversation, time.GetUtcNow()),
        OrganisingAct.Delete => new ConversationDeleted(conversation, time.GetUtcNow()),
        _ => new ConversationRestored(conversation, time.GetUtcNow()),
    };

    /// <summary>Completes when the archive may be read.</summary>
    public Task ArchiveIsThere { get; set; } = Task.CompletedTask;

    public async Task<Shelf> ArchiveAsync(Reader reader, int count, CancellationToken cancellationToken)
    {
        await ArchiveIsThere;
        return ShelfOf(place => place is { ArchivedAt: not null, Deletion: null }, place => place.ArchivedAt, count);
    }

    public Task<Shelf> BinAsync(Reader reader, int count, CancellationToken cancellationToken) =>
        Task.FromResult(ShelfOf(place => place.Deletion?.IsOver(time.GetUtcNow()) is false, place => place.Deletion?.At, count));

    private bool IsSo(Organise command)
    {
        var place = workspace.Log().Where(committed => committed.Data.Topic == command.ConversationId)
            .Aggregate(ConversationPlace.Menu, (place, committed) => place.Apply(committed));
        return command.Act switch
        {
            OrganisingAct.Pin => place.IsPinned,
            OrganisingAct.Unpin => !place.IsPinned,
            OrganisingAct.Archive => place.ArchivedAt is not null,
            OrganisingAct.Unarchive => place.ArchivedAt is null,
            OrganisingAct.Delete => place.Deletion is not null,
            _ => place.Deletion is null,
        };
    }

    private Shelf ShelfOf(Func<ConversationPlace, bool> isThere, Func<ConversationPlace, DateTimeOffset?> since, int count)
    {
        var log = workspace.Log();
        var all = log.Select(committed => committed.Data).OfType<ConversationCreated>().Select(created =>
        {
            var state = log.Aggregate(Conversation.Empty(InMemoryWorkspace.StoreId, created.Id), (state, committed) => state.Apply(committed));
            return new ShelvedConversation(state.Id, state.Title, log.Last(committed => committed.Data.Topic == created.Id).CommittedAt, state.Place);
        });
        return new Shelf(log.Length, [.. all.Where(item => isThere(item.Place)).OrderByDescending(item => since(item.Place)).Take(count)]);
    }
}
