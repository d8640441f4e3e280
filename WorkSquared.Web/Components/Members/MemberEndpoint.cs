using Microsoft.AspNetCore.Mvc;
using WorkSquared.Core.Members;
using WorkSquared.Web.Requests;

namespace WorkSquared.Web.Components.Members;

/// <summary>Takes what somebody wants to be called.</summary>
internal static class MemberEndpoint
{
    private const int MaxBodyBytes = 4096;

    public static void MapMember(this IEndpointRouteBuilder endpoints) => endpoints.MapPost("/me/name", NameAsync)
        .AddEndpointFilter<SameOriginFilter>()
        .WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes));

    private static Task<IResult> NameAsync(HttpContext context, IMemberCommands commands, Viewer viewer, CancellationToken cancellationToken) =>
        JsonBody.HandleAsync<Named>(
            context.Request,
            async named =>
            {
                await commands.RenameAsync(viewer.StoreId, Member.IdOf(viewer.Actor)!.Value, named.Name, cancellationToken);
                return TypedResults.NoContent();
            },
            cancellationToken);

    private sealed record Named(string Name);
}
