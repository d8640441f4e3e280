using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using WorkSquared.Core;

namespace WorkSquared.Web.Accounts.Oidc;

/// <summary>Somebody comes back from the provider: counted before anything is looked at, and led on by us, whatever came of it.</summary>
internal sealed partial class OidcEvents(OidcSignIn signIn, CredentialGate gate, AccountAudit audit, ILogger<OidcEvents> logger) : OpenIdConnectEvents
{
    public override Task MessageReceived(MessageReceivedContext context)
    {
        if (gate.TryBegin(context.HttpContext, account: null, out var attempt, out _))
        {
            context.HttpContext.Features.Set(attempt);
        }
        else
        {
            context.HandleResponse();
            context.Response.Redirect(OidcErrand.From(context.Properties).AddressOf(OidcProblem.HeldUp));
        }

        return Task.CompletedTask;
    }

    public override async Task TicketReceived(TicketReceivedContext context)
    {
        var errand = OidcErrand.From(context.Properties);
        context.HandleResponse();
        try
        {
            var next = await signIn.FinishAsync(context.HttpContext, OidcIdentity.From(context.Principal), errand);
            context.HttpContext.Features.Get<CredentialAttempt>()?.Succeeded();
            context.Response.Redirect(next);
        }
        catch (OidcRefusedException refused)
        {
            await RefuseAsync(context.HttpContext, errand, refused.Problem, refused.AccountId);
        }
        catch (Exception exception) when (!context.HttpContext.RequestAborted.IsCancellationRequested)
        {
            // A full disk, for instance: whatever fails lets nobody in.
            LogFailed(string.Join(", ", KindsOf(exception)));
            await RefuseAsync(context.HttpContext, errand, OidcProblem.Failed, accountId: null);
        }
    }

    public override async Task RemoteFailure(RemoteFailureContext context)
    {
        // A request of another kind, which is no message: it counts as well.
        if (context.HttpContext.Features.Get<CredentialAttempt>() is null)
        {
            gate.TryBegin(context.HttpContext, account: null, out _, out _);
        }

        LogFailed(string.Join(", ", KindsOf(context.Failure)));
        context.HandleResponse();
        await RefuseAsync(context.HttpContext, OidcErrand.From(context.Properties), IsAway(context.Failure) ? OidcProblem.Away : OidcProblem.Failed, accountId: null);
    }

    /// <summary>What went wrong, for the log. Messages of exceptions have words of the provider in them, or of whoever says to be sent by it.</summary>
    public static IEnumerable<string> KindsOf(Exception? failure)
    {
        for (; failure is not null; failure = failure.InnerException)
        {
            yield return failure.GetType().Name;
        }
    }

    private static bool IsAway(Exception? failure) =>
        failure is HttpRequestException or OperationCanceledException or IOException || (failure?.InnerException is { } inner && IsAway(inner));

    private async Task RefuseAsync(HttpContext context, OidcErrand errand, OidcProblem problem, Guid? accountId)
    {
        context.Response.Redirect(errand.AddressOf(problem));
        if (problem is not OidcProblem.Suspended)
        {
            await RecordAsync(accountId, context.RequestAborted);
        }
    }

    private async Task RecordAsync(Guid? accountId, CancellationToken cancellationToken)
    {
        try
        {
            await audit.SignInFailedAsync("oidc", accountId, cancellationToken);
        }
        catch (CommandRefusedException)
        {
            // A full disk keeps nobody out who is out already.
        }
    }

    [LoggerMessage(LogLevel.Information, "Somebody came from the provider and was not let in: {Kinds}.")]
    private partial void LogFailed(string kinds);
}
