using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using WorkSquared.Core.Sessions;
using WorkSquared.Web.Accounts;

namespace WorkSquared.Web.Components.Workspaces;

/// <summary>Takes a session to another workspace. A plain form: what comes then is another page with another circuit.</summary>
internal static class EnterEndpoint
{
    public const string Address = "workspaces/enter";

    // No token is asked for, so that a page that is days old can do it, too. From other sites it is refused like any other write.
    public static void MapEnterWorkspace(this IEndpointRouteBuilder endpoints) => endpoints.MapPost($"/{Address}", EnterAsync).DisableAntiforgery();

    private static async Task<Results<RedirectHttpResult, ProblemHttpResult>> EnterAsync(
        [FromForm] string storeId, HttpContext context, Viewer viewer, StoreOfRequest stores, ISessions sessions, CancellationToken cancellationToken)
    {
        var (accountId, sessionId) = (context.User.AccountIn()!.Value, context.User.SessionIn()!.Value);
        if (!await stores.MayEnterAsync(storeId, accountId, cancellationToken))
        {
            return TypedResults.Problem(viewer.L["There is no such workspace."], statusCode: StatusCodes.Status404NotFound);
        }

        await sessions.EnterAsync(sessionId, storeId, cancellationToken);
        return TypedResults.LocalRedirect("~/");
    }
}
