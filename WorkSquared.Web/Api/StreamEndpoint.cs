using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace WorkSquared.Web.Api;

internal static class StreamEndpoint
{
    private const string LastEventId = "Last-Event-ID";

    /// <param name="after">The last position that is known already; a Last-Event-ID wins over it, as browsers and libraries send it by themselves.</param>
    public static async Task<IResult> StreamAsync(string storeId, HttpContext context, EventStream stream, StreamSlots slots, string after = "0")
    {
        var known = context.Request.Headers[LastEventId] is { Count: > 0 } last ? last : new StringValues(after);
        if (PullEndpoint.Position(known) is not { } position)
        {
            return ApiProblem.Of(StatusCodes.Status400BadRequest, $"after and {LastEventId} are positions: whole numbers, 0 or more.");
        }

        var holder = context.Holder();
        if (!slots.TryTake(holder.TokenId))
        {
            context.Response.Headers.RetryAfter = 10.ToString(CultureInfo.InvariantCulture);
            return ApiProblem.Of(StatusCodes.Status429TooManyRequests, $"A token has at most {ApiLimits.StreamsPerToken} streams at a time.");
        }

        try
        {
            await stream.WriteAsync(context, holder, position);
        }
        finally
        {
            slots.Return(holder.TokenId);
        }

        return TypedResults.Empty;
    }
}
