using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace WorkSquared.Web.Accounts;

/// <summary>What every check of a password, a code, a link or a token goes through.</summary>
internal static class CredentialChecks
{
    /// <summary>May be called before or after Identity is added, and more than once.</summary>
    public static IServiceCollection AddCredentialChecks(this IServiceCollection services)
    {
        services.Configure<IdentityOptions>(AccountOptions.Relax);
        services.Configure<PasswordHasherOptions>(AccountOptions.Slow);

        // In the place of Identity's own, which would say what we don't ask for. Its hasher keeps no state, so one is enough.
        services.TryAddSingleton<PasswordRules>();
        services.RemoveAll<IPasswordValidator<Account>>();
        services.AddSingleton<IPasswordValidator<Account>>(provider => provider.GetRequiredService<PasswordRules>());
        services.Replace(ServiceDescriptor.Singleton<IPasswordHasher<Account>, PasswordHasher<Account>>());
        services.TryAddSingleton<DecoyHash>();
        services.TryAddSingleton<CredentialGate>();
        return services;
    }
}
