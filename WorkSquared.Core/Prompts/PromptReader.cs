using Microsoft.EntityFrameworkCore;
using WorkSquared.Core.Log;
using WorkSquared.Core.Sharing;

namespace WorkSquared.Core.Prompts;

internal sealed class PromptReader(SnapshotReader snapshots) : IPromptReader
{
    public Task<PromptLibrary> ReadAsync(Reader reader, CancellationToken cancellationToken) => snapshots.ReadAsync(
        reader,
        context => new PromptLibrary(
            LogReader.HeadOf(context, reader.StoreId),
            PromptLibrary.InOrder(context.Set<PromptRow>().AsNoTracking()
                .Where(row => row.StoreId == reader.StoreId)
                .AsEnumerable()
                .Select(row => new Prompt(row.Id, row.Name, row.Text)))),
        cancellationToken);
}
