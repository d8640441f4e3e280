using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace WorkSquared.Web.Accounts;

/// <summary>For <c>dotnet ef migrations add</c> alone; see CONTRIBUTING.md.</summary>
internal sealed class DesignTimeAccounts : IDesignTimeDbContextFactory<AccountsContext>
{
    public AccountsContext CreateDbContext(string[] args) => new(
        new DbContextOptionsBuilder<AccountsContext>()
            .UseSqlite("Data Source=design.db", sqlite => sqlite.MigrationsHistoryTable(AccountsContext.History))
            .UseApplicationServiceProvider(new ServiceCollection()
                .Configure<IdentityOptions>(identity => identity.Stores.SchemaVersion = AccountsContext.Schema)
                .BuildServiceProvider())
            .Options);
}
