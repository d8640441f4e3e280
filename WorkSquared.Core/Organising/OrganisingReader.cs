using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Log;

namespace WorkSquared.Core.Organising;

internal sealed class OrganisingReader(SnapshotReader snapshots, TimeProvider time) : IOrganisingReader
{
    public Task<Shelf> ArchiveAsync(string storeId, int count, CancellationToken cancellationToken) => ReadAsync(
        storeId, row => row.ArchivedAt != null && row.DeletedAt == null, row => row.ArchivedAt, count, cancellationToken);

    public Task<Shelf> BinAsync(string storeId, int count, CancellationToken cancellationToken)
    {
        var oldest = time.GetUtcNow().AddDays(-Deletion.DaysKept);
        return ReadAsync(storeId, row => row.DeletedAt != null && row.DeletedAt > oldest, row => row.DeletedAt, count, cancellationToken);
    }

    // The conditions are those of the partial indexes ix_conversations_archive and ix_conversations_bin: what is in the menu costs nothing.
    private Task<Shelf> ReadAsync(
        string storeId,
        Expression<Func<ConversationRow, bool>> isThere,
        Expression<Func<ConversationRow, DateTimeOffset?>> since,
        int count,
        CancellationToken cancellationToken) => snapshots.ReadAsync(
            context => new Shelf(
                LogReader.HeadOf(context, storeId),
                [
                    .. context.Conversations.AsNoTracking()
                        .Where(row => row.StoreId == storeId)
                        .Where(isThere)
                        .OrderByDescending(since)
                        .Take(count)
                        .AsEnumerable()
                        .Select(row => new ShelvedConversation(row.Id, row.Title, row.LastAt, row.Place)),
                ]),
            cancellationToken);
}
