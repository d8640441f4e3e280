using Microsoft.AspNetCore.Authentication;
using WorkSquared.Core;

namespace WorkSquared.Web.Accounts.Oidc;

/// <summary>What follows from who somebody is at the provider.</summary>
internal sealed class OidcSignIn(OidcLinks links, Joining joining, SessionDoor door)
{
    private const string Proof = "oidc";

    /// <param name="who">Null when the provider has named nobody.</param>
    /// <returns>Where to go now: an address of this site.</returns>
    /// <exception cref="OidcRefusedException">Nowhere.</exception>
    public async Task<string> FinishAsync(HttpContext context, OidcIdentity? who, OidcErrand errand)
    {
        if (who is null)
        {
            throw new OidcRefusedException(OidcProblem.Failed);
        }

        // The way back is answered before it is asked who is signed in.
        context.User = (await context.AuthenticateAsync(SessionClaims.Scheme)).Principal ?? new();
        return errand switch
        {
            { LinkTo: { } accountId } => await LinkAsync(context, who, errand, accountId),
            { Invite: { } invite } => await JoinAsync(context, who, errand, invite),
            _ => await SignInAsync(context, who, errand),
        };
    }

    private async Task<string> SignInAsync(HttpContext context, OidcIdentity who, OidcErrand errand)
    {
        var account = await links.FindAsync(who)
            ?? await links.LinkByEmailAsync(who, context.RequestAborted)
            ?? throw new OidcRefusedException(OidcProblem.Unknown);
        await EnterAsync(context, account.Id);
        return errand.Return;
    }

    /// <summary>Whoever has an account already finds their name on the page of the invite, and its button.</summary>
    private async Task<string> JoinAsync(HttpContext context, OidcIdentity who, OidcErrand errand, string invite)
    {
        if (await links.FindAsync(who) is { } account)
        {
            await EnterAsync(context, account.Id);
            return errand.Return;
        }

        try
        {
            await EnterAsync(context, await joining.OpenAsync(invite, who, context.RequestAborted));
            return "/";
        }
        catch (CommandRefusedException refused) when (refused.Refusal is Refusal.NotFound or Refusal.Conflict)
        {
            throw new OidcRefusedException(refused.Refusal is Refusal.NotFound ? OidcProblem.Uninvited : OidcProblem.TakenEmail);
        }
    }

    private async Task<string> LinkAsync(HttpContext context, OidcIdentity who, OidcErrand errand, Guid accountId)
    {
        // Whoever began this may have signed out meanwhile, and somebody else in.
        if (context.User.AccountIn() != accountId)
        {
            throw new OidcRefusedException(OidcProblem.Failed);
        }

        await links.LinkAsync(accountId, who, context.RequestAborted);
        return errand.Return;
    }

    private async Task EnterAsync(HttpContext context, Guid accountId)
    {
        if (!await door.IsOpenToAsync(accountId, context.RequestAborted))
        {
            throw new OidcRefusedException(OidcProblem.Suspended, accountId);
        }

        await door.EnterAsync(context, accountId, Proof, context.RequestAborted);
    }
}
