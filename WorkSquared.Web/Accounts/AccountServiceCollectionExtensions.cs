using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;
using WorkSquared.Core;
using WorkSquared.Web.Accounts.Factors;
using WorkSquared.Web.Accounts.Oidc;
using WorkSquared.Web.Accounts.Passkeys;
using WorkSquared.Web.Accounts.Resets;

namespace WorkSquared.Web.Accounts;

internal static class AccountServiceCollectionExtensions
{
    /// <summary>Accounts and sessions, and the rule that nothing is open to whoever has none.</summary>
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddOptions<SetupOptions>()
            .BindConfiguration(SetupOptions.SectionName)
            .Configure<IConfiguration>((options, configuration) =>
                options.AdminPassword = SecretFile.Read(configuration, $"{SetupOptions.SectionName}:AdminPassword")?.TrimEnd('\r', '\n'))
            .Validate(
                options => options.IsGiven || string.IsNullOrEmpty(options.AdminPassword),
                "WorkSquared:Setup:AdminPassword needs WorkSquared:Setup:AdminEmail beside it.")
            .ValidateOnStart();

        services.AddDbContext<AccountsContext>((provider, options) => options.UseSqlite(
            provider.GetRequiredService<IDatabaseFile>().ConnectionString, sqlite => sqlite.MigrationsHistoryTable(AccountsContext.History)));
        services.AddIdentityCore<Account>(Configure).AddErrorDescriber<AccountErrors>().AddEntityFrameworkStores<AccountsContext>().AddDefaultTokenProviders();
        services.AddCredentialChecks();

        services.Configure<IdentityPasskeyOptions>(passkeys =>
        {
            // The owner unlocks it, so that it is two factors; and it says whose it is, so that nobody types an address. Its domain is the host of
            // the address, as the browser has it.
            passkeys.UserVerificationRequirement = "required";
            passkeys.ResidentKeyRequirement = "required";
            passkeys.ValidateOrigin = PasskeyOrigin.IsOursAsync;
        });

        services.AddAuthentication(SessionClaims.Scheme).AddScheme<AuthenticationSchemeOptions, SessionAuthentication>(SessionClaims.Scheme, configureOptions: null);
        services.AddAuthorizationBuilder().SetFallbackPolicy(
            new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireAssertion(context => context.User.StoreIn() is not null).Build());

        services.AddOidc();
        services.AddSingleton<SetupState>();
        services.AddSingleton<SetupCode>();
        services.AddSingleton<FirstAdministrator>();
        services.AddSingleton<Joining>();
        services.AddSingleton<AccountsStartup>();
        services.AddSingleton<AccountAudit>();
        services.AddSingleton<SealedText>();
        services.AddScoped<PasswordSignIn>();
        services.AddScoped<SecondFactor>();
        services.AddScoped<CodeSignIn>();
        services.AddScoped<IPasskeyHandler<Account>, PasskeyHandler<Account>>();
        services.AddSingleton<SpentStates>();
        services.AddScoped<OwnPasskeys>();
        services.AddScoped<WaysIn>();
        services.AddScoped<PasswordChange>();
        services.AddScoped<ResetLinks>();
        services.AddSingleton<IPasswordResets, PasswordResets>();
        services.AddScoped<AccountList>();
        services.AddSingleton<SessionDoor>();
        services.AddSingleton<StoreOfRequest>();
        services.AddSingleton<CircuitConnections>();
        services.Configure<HubOptions>(options => options.AddFilter<CircuitConnections>());
        services.AddHostedService<SessionWatch>();
        return services;
    }

    private static void Configure(IdentityOptions identity)
    {
        identity.Stores.SchemaVersion = AccountsContext.Schema;
        identity.User.RequireUniqueEmail = true;
        identity.User.AllowedUserNameCharacters = "";
    }
}
