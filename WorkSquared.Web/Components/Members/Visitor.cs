using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;
using WorkSquared.Core.Members;
using WorkSquared.Web.Accounts;
using WorkSquared.Web.Localisation;

namespace WorkSquared.Web.Components.Members;

/// <summary>The person at the other end of a request or of a circuit.</summary>
internal sealed class Visitor(AuthenticationStateProvider circuit, IStringLocalizer<Wording> L, IMemberDirectory directory)
{
    private ClaimsPrincipal? _ofRequest;

    public void Identify(ClaimsPrincipal user) => _ofRequest = user;

    /// <exception cref="InvalidOperationException">Nobody is signed in: whatever asks is in the wrong place, and gets nothing.</exception>
    public Viewer View()
    {
        // A circuit has a scope of its own, and learns from the framework what the request was that opened it.
        var user = _ofRequest ?? UserIn(circuit.GetAuthenticationStateAsync());
        return user?.AccountIn() is { } accountId && user.StoreIn() is { } storeId
            ? new Viewer(storeId, Member.ActorOf(accountId), L, directory)
            : throw new InvalidOperationException("Nobody is signed in.");
    }

    private static ClaimsPrincipal? UserIn(Task<AuthenticationState> state) => state.IsCompletedSuccessfully ? state.Result.User : null;
}

internal static class Visitors
{
    /// <summary>Before anything that asks who is there, and once it is known.</summary>
    public static void UseVisitors(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.RequestServices.GetRequiredService<Visitor>().Identify(context.User);
        return next(context);
    });
}
