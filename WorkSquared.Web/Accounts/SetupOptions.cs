namespace WorkSquared.Web.Accounts;

/// <summary>The first administrator, for whoever sets the server up without its page: section <c>WorkSquared:Setup</c>.</summary>
internal sealed class SetupOptions
{
    public const string SectionName = "WorkSquared:Setup";

    public string? AdminEmail { get; set; }

    /// <summary>Also from the file that <c>AdminPassword_FILE</c> names.</summary>
    public string? AdminPassword { get; set; }

    public bool IsGiven => !string.IsNullOrWhiteSpace(AdminEmail);

    // Not a printed object's own: it holds a password.
    public override string ToString() => nameof(SetupOptions);
}
