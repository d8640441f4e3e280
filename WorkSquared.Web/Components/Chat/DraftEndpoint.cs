using Microsoft.AspNetCore.Mvc;
using WorkSquared.Core.Composing;
using WorkSquared.Web.Requests;

namespace WorkSquared.Web.Components.Chat;

/// <summary>Keeps what a person is writing. A plain request, as for messages: it works while the circuit is lost and while a page is being
/// left.</summary>
internal static class DraftEndpoint
{
    private const string Route = "/drafts/{conversation}";

    public static void MapDrafts(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(Route, ReadAsync);
        endpoints.MapPut(Route, SaveAsync)
            .AddEndpointFilter<SameOriginFilter>()
            .WithMetadata(new RequestSizeLimitAttribute(JsonBody.MaxBytes));
    }

    private static async Task<IResult> ReadAsync(
        string conversation, HttpResponse response, IComposerDrafts drafts, Viewer viewer, CancellationToken cancellationToken)
    {
        response.Headers.CacheControl = "no-store";
        return PlaceOf(conversation) is { } place
            ? TypedResults.Json(await drafts.ReadAsync(viewer.StoreId, viewer.Actor, place, cancellationToken), JsonBody.Answers)
            : NotFound(viewer);
    }

    private static async Task<IResult> SaveAsync(
        string conversation, HttpRequest request, IComposerDrafts drafts, Viewer viewer, CancellationToken cancellationToken)
    {
        if (PlaceOf(conversation) is not { } place)
        {
            return NotFound(viewer);
        }

        return await JsonBody.HandleAsync<Written>(
            request,
            async written =>
            {
                var command = new SaveDraft(
                    viewer.StoreId, viewer.Actor, place, written.IsEdit, written.Text, written.CommandId, written.ReplacesMessageId, written.Version,
                    written.Seen ?? []);
                return TypedResults.Json(await drafts.SaveAsync(command, cancellationToken), JsonBody.Answers);
            },
            cancellationToken);
    }

    private static Guid? PlaceOf(string conversation) => conversation == "new"
        ? IComposerDrafts.OfNewConversation
        : Guid.TryParse(conversation, out var id) ? id : null;

    private static IResult NotFound(Viewer viewer) =>
        JsonBody.Refused(StatusCodes.Status404NotFound, viewer.L["There is no conversation at this address."]);

    private sealed record Written(
        Guid CommandId, Guid Version, bool IsEdit = false, string? Text = null, Guid? ReplacesMessageId = null, Guid[]? Seen = null);
}
