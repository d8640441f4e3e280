using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Options;
using WorkSquared.Core;
using WorkSquared.Core.Events;
using WorkSquared.Core.Members;

namespace WorkSquared.Web.Components.Members;

/// <summary>The person at the other end of a request or of a circuit.</summary>
/// <remarks>Until there are accounts it is a name that a browser has chosen, and no protection: the identity counts as not authenticated.</remarks>
internal sealed class Visitor(AuthenticationStateProvider circuit)
{
    private Actor? _ofRequest;

    // A circuit has a scope of its own, and learns from the framework what the request was that opened it.
    public Actor Actor => _ofRequest ?? PersonIn(circuit.GetAuthenticationStateAsync());

    public void Identify(HttpContext context, Guid? memberId)
    {
        _ofRequest = memberId is { } id ? Member.ActorOf(id) : Viewer.Nameless;
        if (memberId is not null)
        {
            context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, memberId.Value.ToString())]));
        }
    }

    private static Actor PersonIn(Task<AuthenticationState> state) =>
        state is { IsCompletedSuccessfully: true, Result.User: var user } && Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id)
            ? Member.ActorOf(id)
            : Viewer.Nameless;
}

internal static class Visitors
{
    /// <summary>Before anything that asks who is there.</summary>
    public static void UseVisitors(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var services = context.RequestServices;
        var id = services.GetRequiredService<MemberCookie>().Read(context.Request);
        services.GetRequiredService<Visitor>().Identify(context, await FindAsync(services, id, context.RequestAborted));
        await next(context);
    });

    /// <returns>Null for whoever is not in this store: its database may be another one than when the cookie was made.</returns>
    private static async Task<Guid?> FindAsync(IServiceProvider services, Guid? id, CancellationToken cancellationToken)
    {
        if (id is not { } memberId)
        {
            return null;
        }

        var (storeId, directory) = (services.GetRequiredService<IOptions<WorkSquaredOptions>>().Value.StoreId, services.GetRequiredService<IMemberDirectory>());
        return directory.Of(storeId).Names.ContainsKey(memberId) || await directory.FindAsync(storeId, memberId, cancellationToken) is not null
            ? memberId
            : null;
    }
}
