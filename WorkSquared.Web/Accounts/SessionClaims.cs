using System.Security.Claims;
using WorkSquared.Core.Sessions;

namespace WorkSquared.Web.Accounts;

/// <summary>What a request, or a circuit since it began, knows of whoever is signed in.</summary>
internal static class SessionClaims
{
    public const string Scheme = "Session";

    private const string SessionId = "session";
    private const string Store = "store";

    /// <param name="storeId">The workspace that it looks at; null for somebody who belongs to none.</param>
    public static ClaimsPrincipal Of(Session session, string? storeId)
    {
        var identity = new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, session.AccountId.ToString()), new Claim(SessionId, session.Id.ToString())], Scheme);
        if (storeId is not null)
        {
            identity.AddClaim(new Claim(Store, storeId));
        }

        return new ClaimsPrincipal(identity);
    }

    /// <returns>Null for whoever is not signed in.</returns>
    public static Guid? AccountIn(this ClaimsPrincipal user) => IdIn(user, ClaimTypes.NameIdentifier);

    public static Guid? SessionIn(this ClaimsPrincipal user) => IdIn(user, SessionId);

    public static string? StoreIn(this ClaimsPrincipal user) => user.FindFirstValue(Store);

    private static Guid? IdIn(ClaimsPrincipal user, string claim) => Guid.TryParse(user.FindFirstValue(claim), out var id) ? id : null;
}
