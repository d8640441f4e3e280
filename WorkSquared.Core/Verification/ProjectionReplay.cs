using Microsoft.EntityFrameworkCore;
using WorkSquared.Core.Events;
using WorkSquared.Core.Log;

namespace WorkSquared.Core.Verification;

/// <summary>The projections as a replay makes them, in a database of their own that is thrown away.</summary>
internal sealed class ProjectionReplay : IDisposable
{
    private readonly string _file = Path.GetTempFileName();
    private readonly IProjection[] _projections;
    private readonly WorkSquaredDbContext _context;
    private readonly WriteSession _session;

    public ProjectionReplay(IEnumerable<IProjection> projections)
    {
        _projections = [.. projections];
        _context = new WorkSquaredDbContext(
            new DbContextOptionsBuilder<WorkSquaredDbContext>().UseSqlite($"Data Source={_file};Pooling=False").Options);
        _context.Database.Migrate();
        _context.Database.OpenConnection();

        // It need not survive anything.
        SqlitePragmas.Execute(_context.Database.GetDbConnection(), "PRAGMA synchronous = OFF");
        SqlitePragmas.Execute(_context.Database.GetDbConnection(), "BEGIN");
        _session = new WriteSession(_context.Database.GetDbConnection());
    }

    public void Apply(CommittedEvent committed)
    {
        foreach (var projection in _projections)
        {
            projection.Apply(committed, _session);
        }
    }

    /// <returns>A sentence for each of them that is not as the replay has it.</returns>
    public IEnumerable<string> CompareWith(WorkSquaredDbContext live)
    {
        var tables = _projections.SelectMany(projection => projection.Tables).Select(TableInOrder);
        foreach (var query in tables.Concat(_projections.SelectMany(projection => projection.Replayed)))
        {
            if (TableComparison.FirstDifference(live.Database.GetDbConnection(), _context.Database.GetDbConnection(), query) is { } difference)
            {
                yield return difference;
            }
        }
    }

    public void Dispose()
    {
        _session.Dispose();
        _context.Dispose();
        foreach (var file in new[] { _file, _file + "-wal", _file + "-shm" })
        {
            File.Delete(file);
        }
    }

    private ReplayedQuery TableInOrder(string table) => new($"table {table}", $"SELECT * FROM {table} ORDER BY {string.Join(", ", KeyOf(table))}");

    private IEnumerable<string> KeyOf(string table) => _context.Model.GetEntityTypes()
        .Single(entity => entity.GetTableName() == table)
        .FindPrimaryKey()!.Properties.Select(property => property.GetColumnName());
}
