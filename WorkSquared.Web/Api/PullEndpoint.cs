using System.Globalization;
using Microsoft.Extensions.Primitives;
using WorkSquared.Core.Export;

namespace WorkSquared.Web.Api;

internal static class PullEndpoint
{
    /// <param name="after">The last position that is known already; 0 for all.</param>
    /// <param name="limit">1 to 500.</param>
    public static async Task<IResult> PullAsync(
        string storeId, HttpContext context, IStoreLog log, CancellationToken cancellationToken, string after = "0", string limit = "500")
    {
        if (Position(after) is not { } position)
        {
            return ApiProblem.Of(StatusCodes.Status400BadRequest, "after is a position: a whole number, 0 or more.");
        }

        if (Position(limit) is not ({ } count and >= 1 and <= ApiLimits.EventsPerPage))
        {
            return ApiProblem.Of(StatusCodes.Status400BadRequest, $"limit is a whole number from 1 to {ApiLimits.EventsPerPage}.");
        }

        var page = await log.ReadPageAsync(context.Holder().Reader, position, (int)count, cancellationToken);
        return TypedResults.Json(page, ApiJson.Default.EventPage);
    }

    /// <returns>Null for what is no position.</returns>
    internal static long? Position(StringValues text) =>
        text is [{ } one] && long.TryParse(one, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position : null;
}
