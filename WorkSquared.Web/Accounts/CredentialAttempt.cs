namespace WorkSquared.Web.Accounts;

/// <summary>One check of a credential that <see cref="CredentialGate"/> let through. It has failed until it says that it has not.</summary>
internal sealed class CredentialAttempt(Action giveBack)
{
    private Action? _giveBack = giveBack;

    public void Succeeded() => Interlocked.Exchange(ref _giveBack, null)?.Invoke();
}
