using System.Text.Json;
using Microsoft.Net.Http.Headers;
using WorkSquared.Core;
using WorkSquared.Core.Pushing;
using WorkSquared.Web.Requests;

namespace WorkSquared.Web.Api;

internal static class PushEndpoint
{
    /// <param name="storeId">The store; the filter has compared it with the token's.</param>
    public static async Task<IResult> PushAsync(string storeId, HttpContext context, IPushCommands commands, CancellationToken cancellationToken)
    {
        var holder = context.Holder();
        if (!holder.CanWrite)
        {
            return ApiProblem.Of(StatusCodes.Status403Forbidden, "This token may read alone.");
        }

        if (!IsJson(context.Request))
        {
            return ApiProblem.Of(StatusCodes.Status415UnsupportedMediaType, ApiProblem.DetailOf(StatusCodes.Status415UnsupportedMediaType));
        }

        if (context.Request.ContentLength > ApiLimits.BodyBytes)
        {
            return ApiProblem.Of(StatusCodes.Status413PayloadTooLarge, ApiProblem.DetailOf(StatusCodes.Status413PayloadTooLarge));
        }

        try
        {
            if (await ReadAsync(context.Request, cancellationToken) is not { } request)
            {
                return ApiProblem.Of(StatusCodes.Status400BadRequest, $"There are 1 to {ApiLimits.EventsPerPush} events in a request.");
            }

            if (await commands.PushAsync(holder, request.Events, cancellationToken) is { } receipt)
            {
                return TypedResults.Json(receipt, ApiJson.Default.PushReceipt);
            }

            await Bearer.RefuseAsync(context, isKnown: true);
            return TypedResults.Empty;
        }
        catch (JsonException malformed)
        {
            // Its place and not its message, which may quote what was sent.
            var where = malformed.Path is { Length: > 1 } path ? $" (at {path})" : "";
            return ApiProblem.Of(StatusCodes.Status400BadRequest, $"This is not the JSON of a push: events, each with commandId, type and payload{where}.");
        }
        catch (PushRefusedException refused)
        {
            // A conversation or a question that is not there is a mistake in the event; the address itself is right.
            var status = refused.Refusal is Refusal.NotFound ? StatusCodes.Status400BadRequest : refused.Refusal.ToStatus();
            return ApiProblem.Of(status, $"Event {refused.Index}: {refused.Message}", refused.Index);
        }
        catch (CommandRefusedException refused)
        {
            return ApiProblem.Of(refused.Refusal.ToStatus(), refused.Message);
        }
    }

    private static bool IsJson(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    /// <returns>Null when there are none, or too many.</returns>
    private static async Task<PushRequest?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var read = await JsonSerializer.DeserializeAsync(request.Body, ApiJson.Default.PushRequest, cancellationToken);
        return read is { Events: { Count: > 0 and <= ApiLimits.EventsPerPush } events } && events.All(pushed => pushed is not null) ? read : null;
    }
}
