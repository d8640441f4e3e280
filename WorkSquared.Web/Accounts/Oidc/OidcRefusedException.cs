namespace WorkSquared.Web.Accounts.Oidc;

/// <summary>The provider knows who somebody is, and they are not let in all the same.</summary>
internal sealed class OidcRefusedException(OidcProblem problem, Guid? accountId = null) : Exception(problem.ToCode())
{
    public OidcProblem Problem { get; } = problem;

    /// <summary>Whose it would have been.</summary>
    public Guid? AccountId { get; } = accountId;
}
