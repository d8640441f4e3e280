namespace WorkSquared.Web.Accounts.Factors;

/// <summary>The authenticator of an account.</summary>
internal sealed class SecondFactorRow
{
    public required Guid AccountId { get; init; }

    /// <summary>Protected by the keys that lie beside the database: a copy of the one without the other makes no codes.</summary>
    public required string Secret { get; set; }

    /// <summary>Not before a code has shown that the authenticator has the secret.</summary>
    public bool IsOn { get; set; }

    /// <summary>Of the last code that was good. No code of this step or an earlier one is good again.</summary>
    public long LastStep { get; set; }
}

/// <summary>One that has not been used.</summary>
internal sealed class RecoveryCodeRow
{
    public required Guid AccountId { get; init; }

    public required byte[] Hash { get; init; }
}
