using Microsoft.AspNetCore.Identity;

namespace WorkSquared.Web.Accounts;

/// <summary>What is asked of Identity's own options: nothing where a rule of ours stands in their place.</summary>
internal static class AccountOptions
{
    /// <summary>Of PBKDF2 with SHA-512. A hash made with fewer is made anew when its owner signs in.</summary>
    public const int HashIterations = 210_000;

    public static void Relax(IdentityOptions identity)
    {
        // PasswordRules alone judge passwords.
        identity.Password.RequiredLength = 1;
        identity.Password.RequiredUniqueChars = 1;
        identity.Password.RequireDigit = false;
        identity.Password.RequireLowercase = false;
        identity.Password.RequireUppercase = false;
        identity.Password.RequireNonAlphanumeric = false;

        // A lock on an account shuts its owner out whenever somebody else likes. CredentialGate shuts out those who guess.
        identity.Lockout.AllowedForNewUsers = false;
    }

    public static void Slow(PasswordHasherOptions hasher) => hasher.IterationCount = HashIterations;
}
