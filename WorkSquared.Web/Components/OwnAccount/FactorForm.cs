namespace WorkSquared.Web.Components.OwnAccount;

/// <summary>What the forms of the second factor, and of the sign-in by a provider, send. Never printed: not a record.</summary>
internal sealed class FactorForm
{
    public string? Password { get; set; }

    public string? Code { get; set; }

    /// <summary><c>on</c>, <c>off</c>, <c>codes</c> or <c>unlink</c>: the button that was pressed.</summary>
    public string? Wish { get; set; }
}
