using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Export;

namespace WorkSquared.Web.Export;

/// <summary>Hands out everything as one file (docs/export.md).</summary>
internal static class ArchiveEndpoint
{
    public const string Address = "export.zip";

    public static void MapArchive(this IEndpointRouteBuilder endpoints) => endpoints.MapGet($"/{Address}", Download);

    private static PushStreamHttpResult Download(
        HttpResponse response, IStoreLog log, IChatReader reader, Viewer viewer, TimeProvider time, CancellationToken cancellationToken)
    {
        response.Headers.CacheControl = "no-store";
        var day = time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return TypedResults.Stream(
            file => new ArchiveFile(log, reader, viewer, time).WriteAsync(file, cancellationToken), "application/zip", $"worksquared-{viewer.StoreId}-{day}.zip");
    }
}
