using Microsoft.AspNetCore.Http.HttpResults;
using WorkSquared.Core.Cases;
using WorkSquared.Web.Export;

namespace WorkSquared.Web.Components.Chat;

/// <summary>Hands out the case file of a turn (docs/cases.md).</summary>
internal static class CaseEndpoint
{
    public static void MapCase(this IEndpointRouteBuilder endpoints) => endpoints.MapGet("/c/{conversation}/turns/{turn}/case", DownloadAsync);

    /// <summary>Relative to the page's base, as every link is.</summary>
    public static string AddressOf(Guid conversationId, Guid turnId) => $"c/{conversationId}/turns/{turnId}/case";

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> DownloadAsync(
        string conversation, string turn, HttpResponse response, ICaseFiles cases, ExportTrail trail, Viewer viewer, CancellationToken cancellationToken)
    {
        // It holds what people wrote, and more of it tomorrow.
        response.Headers.CacheControl = "no-store";
        if (!Guid.TryParse(conversation, out var conversationId)
            || !Guid.TryParse(turn, out var turnId)
            || await cases.ExportAsync(viewer.Reader, conversationId, turnId, cancellationToken) is not { } file)
        {
            return TypedResults.Problem(viewer.L[viewer.L["There is no such turn in this conversation."]], statusCode: StatusCodes.Status404NotFound);
        }

        return await trail.RecordAsync(viewer, "case", cancellationToken) is { } problem
            ? problem
            : TypedResults.File(file, "application/json", FileNameOf(turnId));
    }

    // The end of an id is random; its start is the time, and the same for turns of one minute.
    private static string FileNameOf(Guid turnId) => $"case-{turnId.ToString("N")[^8..]}.json";
}
