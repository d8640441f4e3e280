using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using WorkSquared.Core.Members;
using WorkSquared.Web.Requests;

namespace WorkSquared.Web.Components.Members;

/// <summary>Takes who a browser says it is. Plain requests: a circuit can set no cookie.</summary>
internal static class MemberEndpoint
{
    private const int MaxBodyBytes = 4096;

    public static void MapMember(this IEndpointRouteBuilder endpoints)
    {
        var me = endpoints.MapGroup("/me").AddEndpointFilter<SameOriginFilter>().WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes));
        me.MapPost("/name", NameAsync);
        me.MapPost("/leave", Leave);
    }

    private static Task<IResult> NameAsync(
        HttpContext context, IMemberCommands commands, MemberCookie cookie, Viewer viewer, CancellationToken cancellationToken) =>
        JsonBody.HandleAsync<Named>(
            context.Request,
            async named =>
            {
                var member = Member.IdOf(viewer.Actor) is { } id
                    ? await commands.RenameAsync(viewer.StoreId, id, named.Name, cancellationToken)
                    : await commands.CreateAsync(viewer.StoreId, named.Name, cancellationToken);
                cookie.Write(context, member.Id);
                return TypedResults.NoContent();
            },
            cancellationToken);

    private static NoContent Leave(HttpContext context)
    {
        MemberCookie.Delete(context);
        return TypedResults.NoContent();
    }

    private sealed record Named(string Name);
}
