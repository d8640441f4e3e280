using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Export;
using WorkSquared.Web.Accounts;

namespace WorkSquared.Web.Export;

/// <summary>Hands out everything as one file (docs/export.md).</summary>
internal static class ArchiveEndpoint
{
    private const string Address = "export.zip";

    /// <summary>Relative to the page's base, as every link is. With the page's own workspace: the session may look at another one by now.</summary>
    public static string AddressOf(string storeId) => $"{Address}?{StoreOfRequest.Parameter}={storeId}";

    public static void MapArchive(this IEndpointRouteBuilder endpoints) => endpoints.MapGet($"/{Address}", DownloadAsync);

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> DownloadAsync(
        HttpResponse response, IStoreLog log, IChatReader reader, ExportTrail trail, Viewer viewer, TimeProvider time, CancellationToken cancellationToken)
    {
        response.Headers.CacheControl = "no-store";
        if (await trail.RecordAsync(viewer, "zip", cancellationToken) is { } problem)
        {
            return problem;
        }

        var day = time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return TypedResults.Stream(
            file => new ArchiveFile(log, reader, viewer, time).WriteAsync(file, cancellationToken), "application/zip", $"worksquared-{viewer.StoreId}-{day}.zip");
    }
}
