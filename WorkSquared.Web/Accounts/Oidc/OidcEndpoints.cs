using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace WorkSquared.Web.Accounts.Oidc;

/// <summary>The ways to the provider. All begin by a link: a browser would stop a form of ours that leads to another site.</summary>
internal static class OidcEndpoints
{
    /// <summary>If there is one. The way back is the scheme's own: see <see cref="OidcEvents"/>.</summary>
    public static void MapOidc(this IEndpointRouteBuilder endpoints)
    {
        if (!endpoints.ServiceProvider.GetRequiredService<IOptions<OidcOptions>>().Value.IsGiven)
        {
            return;
        }

        endpoints.MapGet(AccountAddress.SignInOidc, (HttpContext context, OidcDeparture departure) =>
            departure.SendAsync(context, new OidcErrand(AccountAddress.Local(context.Request.Query[AccountAddress.Return])))).AllowAnonymous();
        endpoints.MapGet($"{AccountAddress.Join}/{{text}}/oidc", JoinAsync).AllowAnonymous();
        endpoints.MapGet(AccountAddress.LinkOidc, LinkAsync).RequireAuthorization();
    }

    private static async Task<IResult> JoinAsync(
        string text, HttpContext context, Joining joining, OidcDeparture departure, CancellationToken cancellationToken)
    {
        var page = $"{AccountAddress.Join}/{Uri.EscapeDataString(text)}";
        try
        {
            return await joining.FindAsync(context, text, cancellationToken) is null
                ? TypedResults.Redirect(page)
                : await departure.SendAsync(context, new OidcErrand(page, Invite: text));
        }
        catch (TooManyAttemptsException)
        {
            // Which says so.
            return TypedResults.Redirect(page);
        }
    }

    private static async Task<IResult> LinkAsync(
        HttpContext context, UserManager<Account> accounts, LinkProof proof, OidcDeparture departure, CancellationToken cancellationToken)
    {
        var account = await accounts.OfRequestAsync(context);
        return await proof.IsGivenAsync(context, account, cancellationToken)
            ? await departure.SendAsync(context, new OidcErrand(AccountAddress.OwnOidc, LinkTo: account.Id))
            : TypedResults.Redirect(AccountAddress.OwnOidc);
    }
}
