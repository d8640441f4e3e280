using Microsoft.EntityFrameworkCore;
using WorkSquared.Core.Log;

namespace WorkSquared.Core.Sharing;

internal sealed class SightReader(SnapshotReader snapshots) : ISight
{
    public async Task<bool> SeesAsync(Reader reader, Guid conversationId, CancellationToken cancellationToken) =>
        reader.IsTheSystem || await snapshots.ReadAsync(
            reader,
            context => context.Sight.All || Any(context.Conversations, reader.StoreId, conversationId)
                || !Any(context.Conversations.IgnoreQueryFilters(), reader.StoreId, conversationId),
            cancellationToken);

    public async Task<bool> SeesWorkspaceAsync(Reader reader, CancellationToken cancellationToken) =>
        reader.IsTheSystem || await snapshots.ReadAsync(reader, context => context.Sight.Open, cancellationToken);

    private static bool Any(IQueryable<Chat.ConversationRow> conversations, string storeId, Guid id) =>
        conversations.Any(row => row.StoreId == storeId && row.Id == id);
}
