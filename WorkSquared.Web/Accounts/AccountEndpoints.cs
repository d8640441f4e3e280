using Microsoft.AspNetCore.Http.HttpResults;
using WorkSquared.Web.Accounts.Oidc;
using WorkSquared.Web.Accounts.Passkeys;

namespace WorkSquared.Web.Accounts;

/// <summary>What browsers ask for beside the pages of accounts.</summary>
internal static class AccountEndpoints
{
    // "cookies" is left out: a browser would end the sessions of every other site of this host's name, too.
    private const string Everything = "\"cache\", \"storage\"";

    public static void MapAccounts(this IEndpointRouteBuilder endpoints)
    {
        // No token is asked for, so that a page that is days old can do it, too. From other sites it is refused like any other write.
        endpoints.MapPost(AccountAddress.SignOut, SignOutAsync).AllowAnonymous().DisableAntiforgery();

        endpoints.MapPasskeys();
        endpoints.MapOidc();

        // For a page that has lost its connection: whether that is because the session is over.
        endpoints.MapGet("/session", () => TypedResults.NoContent());
    }

    private static async Task<RedirectHttpResult> SignOutAsync(HttpContext context, SessionDoor door, CancellationToken cancellationToken)
    {
        await door.LeaveAsync(context, cancellationToken);
        context.Response.Headers["Clear-Site-Data"] = Everything;
        return TypedResults.Redirect(AccountAddress.SignIn);
    }
}
