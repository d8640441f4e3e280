using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Log;
using WorkSquared.Core.Sharing;

namespace WorkSquared.Core.Organising;

internal sealed class OrganisingReader(SnapshotReader snapshots, TimeProvider time) : IOrganisingReader
{
    public Task<Shelf> ArchiveAsync(Reader reader, int count, CancellationToken cancellationToken) => ReadAsync(
        reader, row => row.ArchivedAt != null && row.DeletedAt == null, row => row.ArchivedAt, count, cancellationToken);

    public Task<Shelf> BinAsync(Reader reader, int count, CancellationToken cancellationToken)
    {
        var oldest = time.GetUtcNow().AddDays(-Deletion.DaysKept);
        return ReadAsync(reader, row => row.DeletedAt != null && row.DeletedAt > oldest, row => row.DeletedAt, count, cancellationToken);
    }

    // The conditions are those of the partial indexes ix_conversations_archive and ix_conversations_bin: what is in the menu costs nothing.
    private Task<Shelf> ReadAsync(
        Reader reader,
        Expression<Func<ConversationRow, bool>> isThere,
        Expression<Func<ConversationRow, DateTimeOffset?>> since,
        int count,
        CancellationToken cancellationToken) => snapshots.ReadAsync(
            reader,
            context => new Shelf(
                LogReader.HeadOf(context, reader.StoreId),
                [
                    .. context.Conversations.AsNoTracking()
                        .Where(row => row.StoreId == reader.StoreId)
                        .Where(isThere)
                        .OrderByDescending(since)
                        .Take(count)
                        .AsEnumerable()
                        .Select(row => new ShelvedConversation(row.Id, row.Title, row.LastAt, row.Place)),
                ]),
            cancellationToken);
}
