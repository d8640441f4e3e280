using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Log;
using WorkSquared.Core.Organising;
using WorkSquared.Core.Sharing;

namespace WorkSquared.Core.Labels;

internal sealed class LabelReader(SnapshotReader snapshots) : ILabelReader
{
    // Only from ix_conversation_labels, which has the names in it: no conversation is looked at.
    public Task<LabelList> AllAsync(Reader reader, CancellationToken cancellationToken) => snapshots.ReadAsync(
        reader,
        context => new LabelList(
            LogReader.HeadOf(context, reader.StoreId),
            [
                .. context.ConversationLabels
                    .Where(row => row.StoreId == reader.StoreId && row.DeletedAt == null)
                    .GroupBy(row => row.Key)
                    .Select(group => new { group.Key, Name = group.Min(row => row.Label), Count = group.Count() })
                    .OrderBy(group => group.Key)
                    .AsEnumerable()
                    .Select(group => new LabelCount(group.Name!, group.Count)),
            ]),
        cancellationToken);

    public Task<ImmutableDictionary<Guid, ConversationLabels>> OfAsync(
        Reader reader, IReadOnlyCollection<Guid> conversations, CancellationToken cancellationToken) => snapshots.ReadAsync(
            reader,
            context =>
            {
                var labels = context.ConversationLabels
                    .Where(row => row.StoreId == reader.StoreId && conversations.Contains(row.ConversationId))
                    .Select(row => new { row.ConversationId, row.Label })
                    .AsEnumerable()
                    .ToLookup(row => row.ConversationId, row => row.Label);
                return conversations.ToImmutableDictionary(id => id, id => ConversationLabels.Of(labels[id]));
            },
            cancellationToken);

    public Task<Shelf> ConversationsAsync(Reader reader, string label, int count, CancellationToken cancellationToken) => snapshots.ReadAsync(
        reader,
        context => new Shelf(
            LogReader.HeadOf(context, reader.StoreId),
            [
                .. WithLabel(context, reader.StoreId, LabelName.KeyOf(label), count)
                    .AsEnumerable()
                    .Select(row => new ShelvedConversation(row.Id, row.Title, row.LastAt, row.Place)),
            ]),
        cancellationToken);

    /// <remarks>Costs what has the label, and not what the store holds.</remarks>
    internal static IQueryable<ConversationRow> WithLabel(WorkSquaredDbContext context, string storeId, string key, int count) => (
        from label in context.ConversationLabels.AsNoTracking()
        join conversation in context.Conversations.AsNoTracking()
            on new { label.StoreId, Id = label.ConversationId } equals new { conversation.StoreId, conversation.Id }
        where label.StoreId == storeId && label.Key == key && label.DeletedAt == null
        orderby conversation.LastPosition descending
        select conversation).Take(count);
}
