using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using WorkSquared.Core.Events;
using WorkSquared.Core.Log;

namespace WorkSquared.Core.Verification;

internal sealed class LogVerifier(SnapshotReader snapshots, DataDirectory directory, IEnumerable<IProjection> projections) : ILogVerifier
{
    /// <summary>Enough to see what is wrong; a broken file would otherwise fill the screen.</summary>
    private const int FaultLimit = 20;

    public async Task<VerificationReport> VerifyAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(directory.DatabaseFile))
        {
            throw new StartupRefusedException($"There is no database at {directory.DatabaseFile}.", StartupRefusedException.InputOutput);
        }

        try
        {
            return await snapshots.ReadEverythingAsync(context => Verify(context, cancellationToken), cancellationToken);
        }
        catch (SqliteException exception)
        {
            throw new StartupRefusedException(
                $"The database {directory.DatabaseFile} can't be read: {exception.Message}", StartupRefusedException.InputOutput, exception);
        }
    }

    private VerificationReport Verify(WorkSquaredDbContext context, CancellationToken cancellationToken)
    {
        var faults = new List<string>();
        var anchors = new List<string>();
        var (events, unknown) = (0L, 0L);
        using var replay = new ProjectionReplay(projections);

        foreach (var store in context.Stores.AsNoTracking().OrderBy(store => store.Id).ToList())
        {
            var chain = new ChainCheck(store.Id, fault => Note(faults, fault));
            var turns = new TurnCheck(store.Id, fault => Note(faults, fault));
            foreach (var row in context.Events.AsNoTracking().Where(row => row.StoreId == store.Id).OrderBy(row => row.Position))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var committed = LogReader.ToEvent(row);
                chain.Add(row, committed);
                turns.Add(committed);
                replay.Apply(committed);
                events++;
                unknown += committed.Data is UnknownEvent ? 1 : 0;
            }

            chain.CheckHead(store);
            anchors.Add(chain.Anchor);
        }

        foreach (var storeId in context.Events.Select(row => row.StoreId).Distinct().Where(id => !context.Stores.Any(store => store.Id == id)).ToList())
        {
            Note(faults, $"{storeId}: there are events of this store, and no counter.");
        }

        if (SqlitePragmas.Text(context.Database.GetDbConnection(), "PRAGMA integrity_check") is not "ok" and var damage)
        {
            Note(faults, $"The database file is damaged: {damage}");
        }

        foreach (var difference in replay.CompareWith(context))
        {
            Note(faults, difference);
        }

        return new VerificationReport(events, unknown, anchors, faults);
    }

    private static void Note(List<string> faults, string fault)
    {
        if (faults.Count < FaultLimit)
        {
            faults.Add(fault);
        }
    }
}
