namespace WorkSquared.Web.Accounts;

/// <summary><see cref="CredentialGate"/> lets nobody from there check anything for a while.</summary>
internal sealed class TooManyAttemptsException(TimeSpan wait) : Exception
{
    public TimeSpan Wait { get; } = wait;
}
