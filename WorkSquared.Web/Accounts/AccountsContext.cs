using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using WorkSquared.Web.Accounts.Factors;
using WorkSquared.Web.Accounts.Resets;

namespace WorkSquared.Web.Accounts;

/// <summary>Credentials: beside the log in the same file, and never in it, where nothing can be forgotten.</summary>
/// <remarks>Its schema follows from <see cref="IdentityOptions"/> of the application's services: the tables of passkeys come with version 3.</remarks>
internal sealed class AccountsContext(DbContextOptions<AccountsContext> options) : IdentityUserContext<Account, Guid>(options)
{
    public const string History = "__accounts_migrations";

    public static readonly Version Schema = IdentitySchemaVersions.Version3;

    public DbSet<SecondFactorRow> SecondFactors => Set<SecondFactorRow>();

    public DbSet<RecoveryCodeRow> RecoveryCodes => Set<RecoveryCodeRow>();

    public DbSet<ResetLinkRow> ResetLinks => Set<ResetLinkRow>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<Account>().ToTable("accounts");
        builder.Entity<IdentityUserClaim<Guid>>().ToTable("account_claims");
        builder.Entity<IdentityUserLogin<Guid>>().ToTable("account_logins");
        builder.Entity<IdentityUserToken<Guid>>().ToTable("account_tokens");
        builder.Entity<IdentityUserPasskey<Guid>>().ToTable("account_passkeys");

        builder.Entity<SecondFactorRow>(row =>
        {
            row.ToTable("account_second_factors").HasKey(factor => factor.AccountId);
            row.HasOne<Account>().WithOne().HasForeignKey<SecondFactorRow>(factor => factor.AccountId);
        });
        builder.Entity<RecoveryCodeRow>(row =>
        {
            row.ToTable("account_recovery_codes").HasKey(code => new { code.AccountId, code.Hash });
            row.HasOne<Account>().WithMany().HasForeignKey(code => code.AccountId);
        });
        builder.Entity<ResetLinkRow>(row =>
        {
            row.ToTable("account_reset_links").HasKey(link => link.Hash);
            row.HasOne<Account>().WithMany().HasForeignKey(link => link.AccountId);

            // SQLite can't compare a DateTimeOffset.
            row.Property(link => link.ExpiresAt).HasConversion(at => at.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
        });
    }
}
