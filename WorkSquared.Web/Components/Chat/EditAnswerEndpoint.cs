using Microsoft.AspNetCore.Mvc;
using WorkSquared.Core.Chat;
using WorkSquared.Web.Requests;

namespace WorkSquared.Web.Components.Chat;

/// <summary>Takes a person's version of an answer, which may be longer than a hub takes.</summary>
internal static class EditAnswerEndpoint
{
    public static void MapEditAnswer(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/c/{conversation:guid}/answers/{response:guid}/edits", EditAsync)
            .AddEndpointFilter<SameOriginFilter>()
            .WithMetadata(new RequestSizeLimitAttribute(JsonBody.MaxBytes));

    private static Task<IResult> EditAsync(
        Guid conversation, Guid response, HttpRequest request, IAnswerEdits edits, Viewer viewer, CancellationToken cancellationToken) =>
        JsonBody.HandleAsync<Written>(
            request,
            async written =>
            {
                var command = new EditAnswer(viewer.StoreId, written.CommandId, conversation, response, written.Text, viewer.Actor);
                return TypedResults.Ok(new Edited(await edits.EditAsync(command, cancellationToken)));
            },
            cancellationToken);

    private sealed record Written(Guid CommandId, string Text);

    private sealed record Edited(Guid TurnId);
}
