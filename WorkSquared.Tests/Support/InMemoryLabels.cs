using System.Collections.Immutable;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Labels;
using WorkSquared.Core.Organising;
using WorkSquared.Core.Sharing;

namespace WorkSquared.Tests.Support;

/// <summary>The labels of an <see cref="InMemoryWorkspace"/>, as its log says.</summary>
internal sealed class InMemoryLabels(InMemoryWorkspace workspace, TimeProvider time) : ILabelCommands, ILabelReader
{
    public Task<bool> ChangeAsync(ChangeLabel command, CancellationToken cancellationToken)
    {
        var label = LabelName.Check(command.Label);
        if (workspace.Refusal is not null)
        {
            throw workspace.Refusal;
        }

        if (Fold(command.ConversationId).Labels.Has(label) == command.IsOn)
        {
            return Task.FromResult(false);
        }

        var (id, now) = (command.ConversationId, time.GetUtcNow());
        WorkEvent change = command.IsOn ? new LabelAdded(id, label, now) : new LabelRemoved(id, label, now);
        workspace.Commit(change, command.Actor, id: command.CommandId);
        return Task.FromResult(true);
    }

    public Task<LabelList> AllAsync(Reader reader, CancellationToken cancellationToken) => Task.FromResult(new LabelList(
        workspace.Log().Length,
        [
            .. Conversations()
                .SelectMany(conversation => conversation.Labels.Names)
                .GroupBy(LabelName.KeyOf)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => new LabelCount(group.Min(StringComparer.Ordinal)!, group.Count())),
        ]));

    public Task<ImmutableDictionary<Guid, ConversationLabels>> OfAsync(
        Reader reader, IReadOnlyCollection<Guid> conversations, CancellationToken cancellationToken) =>
        Task.FromResult(conversations.ToImmutableDictionary(id => id, id => Fold(id).Labels));

    public Task<Shelf> ConversationsAsync(Reader reader, string label, int count, CancellationToken cancellationToken) => Task.FromResult(new Shelf(
        workspace.Log().Length,
        [
            .. Conversations()
                .Where(conversation => conversation.Labels.Has(label))
                .Select(conversation => new ShelvedConversation(conversation.Id, conversation.Title, time.GetUtcNow(), conversation.Place))
                .Reverse()
                .Take(count),
        ]));

    private IEnumerable<Conversation> Conversations() => workspace.Log()
        .Select(committed => committed.Data)
        .OfType<ConversationCreated>()
        .Select(created => Fold(created.Id))
        .Where(conversation => conversation.Place.Deletion is null);

    private Conversation Fold(Guid id) => workspace.Log()
        .Aggregate(Conversation.Empty(InMemoryWorkspace.StoreId, id), (state, committed) => state.Apply(committed));
}
