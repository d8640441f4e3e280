namespace WorkSquared.Web.Components.Accounts;

/// <summary>What a form sends that sets a password. Never printed: not a record.</summary>
internal sealed class NewPassword
{
    /// <summary>The one of now; not asked for by a link.</summary>
    public string? Current { get; set; }

    public string? Password { get; set; }

    public string? Again { get; set; }

    public bool IsTwiceTheSame => Password == Again;
}
