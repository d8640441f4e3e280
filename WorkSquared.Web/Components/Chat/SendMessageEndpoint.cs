using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using WorkSquared.Core;
using WorkSquared.Core.Chat;
using WorkSquared.Web.Requests;

namespace WorkSquared.Web.Components.Chat;

/// <summary>Takes what a person has written. A plain request rather than a circuit's event: it works while the circuit is lost, and long
/// text needs no hub.</summary>
internal static class SendMessageEndpoint
{
    private const int MaxBodyBytes = 1024 * 1024;

    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web)
    {
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    public static void MapSendMessage(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/c/{conversation}/messages", SendAsync)
            .AddEndpointFilter<SameOriginFilter>()
            .WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes));

    private static async Task<Results<Ok<SentMessage>, ProblemHttpResult>> SendAsync(
        string conversation, HttpRequest request, IChatCommands commands, Viewer viewer, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(conversation, out var conversationId))
        {
            return Refused(StatusCodes.Status404NotFound, "There is no conversation at this address.");
        }

        if (request.ContentLength > MaxBodyBytes)
        {
            return Refused(StatusCodes.Status413PayloadTooLarge, "This message is too long to be sent.");
        }

        try
        {
            var written = await ReadAsync(request, cancellationToken);
            var command = new SendMessage(
                viewer.StoreId, written.CommandId, conversationId, written.Text, viewer.Actor, written.AfterTurnId, written.ReplacesMessageId);
            return TypedResults.Ok(await commands.SendAsync(command, cancellationToken));
        }
        catch (CommandRefusedException refusal)
        {
            return Refused(StatusOf(refusal.Refusal), refusal.Message);
        }
        catch (BadHttpRequestException tooLong) when (tooLong.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return Refused(tooLong.StatusCode, "This message is too long to be sent.");
        }
    }

    private static async Task<Written> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        // Any other type could be posted by a form of a foreign page.
        if (!request.HasJsonContentType())
        {
            throw new CommandRefusedException(Refusal.Invalid, "A message is sent as JSON.");
        }

        try
        {
            return await JsonSerializer.DeserializeAsync<Written>(request.Body, _json, cancellationToken)
                ?? throw new CommandRefusedException(Refusal.Invalid, "There is no message in this request.");
        }
        catch (JsonException malformed)
        {
            const string Reason = "This message can't be read: a part of it is missing, or holds half a character.";
            throw new CommandRefusedException(Refusal.Invalid, Reason, malformed);
        }
    }

    private static ProblemHttpResult Refused(int status, string reason) => TypedResults.Problem(reason, statusCode: status);

    private static int StatusOf(Refusal refusal) => refusal switch
    {
        Refusal.Invalid => StatusCodes.Status400BadRequest,
        Refusal.NotFound => StatusCodes.Status404NotFound,
        Refusal.Conflict => StatusCodes.Status409Conflict,
        _ => StatusCodes.Status503ServiceUnavailable,
    };

    private sealed record Written(Guid CommandId, string Text, Guid? AfterTurnId = null, Guid? ReplacesMessageId = null);
}
