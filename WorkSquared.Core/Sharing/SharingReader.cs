using Microsoft.EntityFrameworkCore;
using WorkSquared.Core.Log;

namespace WorkSquared.Core.Sharing;

internal sealed class SharingReader(SnapshotReader snapshots) : ISharingReader
{
    public Task<ConversationSharing?> ReadAsync(Reader reader, Guid conversationId, CancellationToken cancellationToken) => snapshots.ReadAsync(
        reader,
        context => context.Conversations.AsNoTracking().FirstOrDefault(row => row.StoreId == reader.StoreId && row.Id == conversationId) is { } row
            ? new ConversationSharing(
                LogReader.HeadOf(context, reader.StoreId),
                row.IsRestricted,
                [
                    .. context.ConversationPeople.AsNoTracking()
                        .Where(person => person.StoreId == reader.StoreId && person.ConversationId == conversationId)
                        .Where(person => context.Members.Any(
                            member => member.StoreId == person.StoreId && member.Id == person.UserId && member.Role != null))
                        .Select(person => person.UserId),
                ])
            : null,
        cancellationToken);
}
