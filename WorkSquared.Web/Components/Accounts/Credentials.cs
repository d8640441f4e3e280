namespace WorkSquared.Web.Components.Accounts;

/// <summary>What a form of these pages sends. Never printed: not a record.</summary>
internal sealed class Credentials
{
    /// <summary>What somebody without an account wants to be called.</summary>
    public string? Name { get; set; }

    public string? Email { get; set; }

    public string? Password { get; set; }

    /// <summary>What has been printed into the server's log, or what an authenticator shows.</summary>
    public string? Code { get; set; }
}
