using Microsoft.AspNetCore.Authentication;

namespace WorkSquared.Web.Accounts.Oidc;

/// <summary>Sends somebody to the provider.</summary>
internal sealed partial class OidcDeparture(CredentialGate gate, ILogger<OidcDeparture> logger)
{
    /// <summary>By the answer itself, or by an address of this site where it is said why not.</summary>
    public async Task<IResult> SendAsync(HttpContext context, OidcErrand errand)
    {
        // Only our own pages have such a link, or somebody has typed it. Whoever comes from elsewhere finds our button.
        if (context.Request.Headers["Sec-Fetch-Site"] is ["cross-site" or "same-site"])
        {
            return TypedResults.Redirect(errand.LinkTo is null ? AccountAddress.WithReturn(AccountAddress.SignIn, errand.Return) : AccountAddress.OwnOidc);
        }

        try
        {
            gate.Depart(context);
            await context.ChallengeAsync(OidcServiceCollectionExtensions.Scheme, errand.ToProperties());
            return TypedResults.Empty;
        }
        catch (TooManyAttemptsException)
        {
            return TypedResults.Redirect(errand.AddressOf(OidcProblem.HeldUp));
        }
        catch (Exception exception) when (!context.RequestAborted.IsCancellationRequested)
        {
            // There is nothing between here and the provider but the question who it is.
            LogAway(string.Join(", ", OidcEvents.KindsOf(exception)));
            return TypedResults.Redirect(errand.AddressOf(OidcProblem.Away));
        }
    }

    [LoggerMessage(LogLevel.Warning, "The provider that WorkSquared:Oidc:Authority names has not said who it is: {Kinds}.")]
    private partial void LogAway(string kinds);
}
