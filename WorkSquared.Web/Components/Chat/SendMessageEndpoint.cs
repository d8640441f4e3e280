using Microsoft.AspNetCore.Mvc;
using WorkSquared.Core.Chat;
using WorkSquared.Web.Requests;

namespace WorkSquared.Web.Components.Chat;

/// <summary>Takes what a person has written. A plain request rather than a circuit's event: it works while the circuit is lost, and long
/// text needs no hub.</summary>
internal static class SendMessageEndpoint
{
    public static void MapSendMessage(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/c/{conversation}/messages", SendAsync)
            .AddEndpointFilter<SameOriginFilter>()
            .WithMetadata(new RequestSizeLimitAttribute(JsonBody.MaxBytes));

    private static async Task<IResult> SendAsync(
        string conversation, HttpRequest request, IChatCommands commands, Viewer viewer, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(conversation, out var conversationId))
        {
            return JsonBody.Refused(StatusCodes.Status404NotFound, viewer.L["There is no conversation at this address."]);
        }

        return await JsonBody.HandleAsync<Written>(
            request,
            async written =>
            {
                var command = new SendMessage(
                    viewer.StoreId, written.CommandId, conversationId, written.Text, viewer.Actor, written.AfterTurnId, written.ReplacesMessageId,
                    written.Seen)
                {
                    ClearsDraft = true,
                    BeginsRestricted = written.IsPrivate,
                    WithdrawsReplaced = true,
                };
                return TypedResults.Ok(await commands.SendAsync(command, cancellationToken));
            },
            cancellationToken);
    }

    private sealed record Written(
        Guid CommandId, string Text, Guid? AfterTurnId = null, Guid? ReplacesMessageId = null, long? Seen = null, bool IsPrivate = false);
}
