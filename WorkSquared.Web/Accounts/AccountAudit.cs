using WorkSquared.Core;
using WorkSquared.Core.Audit;
using WorkSquared.Core.Events;
using WorkSquared.Core.Members;

namespace WorkSquared.Web.Accounts;

/// <summary>Keeps who came in, who did not, and what became of the proofs of who somebody is. Never what was typed.</summary>
internal sealed class AccountAudit(IAuditTrail trail, TimeProvider time)
{
    private DateTimeOffset Now => time.GetUtcNow();

    /// <param name="proof">See <see cref="Core.Sessions.StartSession"/>.</param>
    public Task SignedInAsync(Guid accountId, string proof, CancellationToken cancellationToken) =>
        trail.RecordAsync(new SignedIn(accountId, proof, Now), Member.ActorOf(accountId), cancellationToken);

    /// <param name="reason">One word: <c>password</c>, <c>code</c>, <c>passkey</c>, <c>oidc</c>, <c>suspended</c>.</param>
    /// <param name="accountId">Whose it would have been; null when there is no such account.</param>
    public Task SignInFailedAsync(string reason, Guid? accountId, CancellationToken cancellationToken) =>
        trail.RecordAsync(new SignInFailed(reason, Now, accountId), Actor.System, cancellationToken);

    public Task SignedOutAsync(Guid accountId, CancellationToken cancellationToken) =>
        trail.RecordAsync(new SignedOut(accountId, Now), Member.ActorOf(accountId), cancellationToken);

    public Task PasswordChangedAsync(Guid accountId, CancellationToken cancellationToken) =>
        trail.RecordAsync(new PasswordChanged(accountId, Now), Member.ActorOf(accountId), cancellationToken);

    /// <param name="reason">See <see cref="ExternalLoginLinked"/>. By an address it is nobody's own act.</param>
    public Task LinkedAsync(Guid accountId, string issuer, string reason, CancellationToken cancellationToken) => trail.RecordAsync(
        new ExternalLoginLinked(accountId, issuer, reason, Now), reason is "email" ? Actor.System : Member.ActorOf(accountId), cancellationToken);

    public Task UnlinkedAsync(Guid accountId, string issuer, CancellationToken cancellationToken) =>
        trail.RecordAsync(new ExternalLoginUnlinked(accountId, issuer, Now), Member.ActorOf(accountId), cancellationToken);

    /// <exception cref="CommandRefusedException">Whoever makes it may not.</exception>
    public Task ResetLinkCreatedAsync(Guid accountId, bool withoutSecondFactor, Actor by, CancellationToken cancellationToken) =>
        trail.RecordAsync(new ResetLinkCreated(accountId, withoutSecondFactor, Now), by, cancellationToken);

    public Task SecondFactorTurnedOnAsync(Guid accountId, CancellationToken cancellationToken) =>
        trail.RecordAsync(new SecondFactorTurnedOn(accountId, Now), Member.ActorOf(accountId), cancellationToken);

    public Task SecondFactorTurnedOffAsync(Guid accountId, CancellationToken cancellationToken) =>
        trail.RecordAsync(new SecondFactorTurnedOff(accountId, Now), Member.ActorOf(accountId), cancellationToken);

    public Task PasskeyAddedAsync(Guid accountId, CancellationToken cancellationToken) =>
        trail.RecordAsync(new PasskeyAdded(accountId, Now), Member.ActorOf(accountId), cancellationToken);

    public Task PasskeyRemovedAsync(Guid accountId, CancellationToken cancellationToken) =>
        trail.RecordAsync(new PasskeyRemoved(accountId, Now), Member.ActorOf(accountId), cancellationToken);
}
