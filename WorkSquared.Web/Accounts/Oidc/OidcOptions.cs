namespace WorkSquared.Web.Accounts.Oidc;

/// <summary>The provider of identities that people may sign in by: section <c>WorkSquared:Oidc</c>. As long as nothing is set there is none.</summary>
internal sealed class OidcOptions
{
    public const string SectionName = "WorkSquared:Oidc";

    /// <summary>The provider's address, as it has it itself: its discovery document lies below it.</summary>
    public string? Authority { get; set; }

    public string? ClientId { get; set; }

    /// <summary>Also from the file that <c>ClientSecret_FILE</c> names.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>What people call it: "Sign in with …".</summary>
    public string? Name { get; set; }

    /// <summary>Whether somebody whom nobody knows yet gets the account that has their e-mail address, if the provider has verified it.</summary>
    public bool LinkVerifiedEmail { get; set; }

    public bool IsGiven => !string.IsNullOrWhiteSpace(Authority) || !string.IsNullOrWhiteSpace(ClientId)
        || !string.IsNullOrWhiteSpace(ClientSecret) || !string.IsNullOrWhiteSpace(Name);

    /// <summary>With the subject, who somebody is: as it stands beside accounts.</summary>
    internal string Issuer => Authority!.Trim().TrimEnd('/');

    // Not a printed object's own: it holds a secret.
    public override string ToString() => nameof(OidcOptions);
}
