using Microsoft.EntityFrameworkCore;
using WorkSquared.Core.Log;

namespace WorkSquared.Core.Prompts;

internal sealed class PromptReader(SnapshotReader snapshots) : IPromptReader
{
    public Task<PromptLibrary> ReadAsync(string storeId, CancellationToken cancellationToken) => snapshots.ReadAsync(
        context => new PromptLibrary(
            LogReader.HeadOf(context, storeId),
            PromptLibrary.InOrder(context.Set<PromptRow>().AsNoTracking()
                .Where(row => row.StoreId == storeId)
                .AsEnumerable()
                .Select(row => new Prompt(row.Id, row.Name, row.Text)))),
        cancellationToken);
}
