using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using WorkSquared.Core.Log;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Faults;

/// <summary>A disk that the test fills and frees. SQLite reports its own limit of pages with the same error, on every system.</summary>
internal sealed class FullDisk : DbConnectionInterceptor
{
    private const string NoMore = "PRAGMA max_page_count = 1";

    private volatile bool _isFull;

    public void Use(IServiceCollection services) =>
        services.ConfigureDbContext<WorkSquaredDbContext>(context => context.AddInterceptors(this));

    /// <summary>From now on the database can't grow by a page, in whatever connection.</summary>
    public Task FillAsync(TestWorkspace workspace)
    {
        _isFull = true;
        return workspace.Writer.ExecuteAsync(session => session.Count(NoMore), TestContext.Current.CancellationToken);
    }

    public Task FreeAsync(TestWorkspace workspace)
    {
        _isFull = false;
        return workspace.Writer.ExecuteAsync(
            session => session.Count("PRAGMA max_page_count = 1000000"), TestContext.Current.CancellationToken);
    }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        if (_isFull)
        {
            SqlitePragmas.Execute(connection, NoMore);
        }
    }
}
