using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace WorkSquared.Core.Log;

/// <summary>For <c>dotnet ef migrations add</c> alone; see CONTRIBUTING.md.</summary>
internal sealed class DesignTimeContext : IDesignTimeDbContextFactory<WorkSquaredDbContext>
{
    public WorkSquaredDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<WorkSquaredDbContext>().UseSqlite("Data Source=design.db").Options);
}
