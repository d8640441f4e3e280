using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using WorkSquared.Core;
using WorkSquared.Core.Audit;
using WorkSquared.Web.Localisation;
using WorkSquared.Web.Requests;

namespace WorkSquared.Web.Components.Audit;

/// <summary>Hands out what the page lists as a file: one event a line, as JSON (docs/audit.md).</summary>
internal static class AuditEndpoint
{
    /// <summary>More is asked for day by day.</summary>
    private const int MostLines = 100_000;

    private static readonly byte[] _lineEnd = [(byte)'\n'];

    public static void MapAudit(this IEndpointRouteBuilder endpoints) => endpoints.MapGet($"/{AuditAddress.File}", DownloadAsync);

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> DownloadAsync(
        string? log,
        AuditGroup? kind,
        string? by,
        DateOnly? from,
        DateOnly? to,
        HttpResponse response,
        IAuditReader audit,
        Viewer viewer,
        CancellationToken cancellationToken)
    {
        response.Headers.CacheControl = "no-store";
        var reader = log == AuditAddress.ServerLog ? viewer.Reader with { StoreId = InstanceStore.Id } : viewer.Reader;
        var filter = new AuditFilter(kind, AuditAddress.ActorIn(by), from, to);
        try
        {
            return log is null or AuditAddress.ServerLog
                && (by is null || filter.By is not null)
                && await audit.DownloadAsync(reader, filter, MostLines, cancellationToken) is { } records
                    ? TypedResults.Stream(file => WriteAsync(file, records, cancellationToken), "application/jsonl", $"audit-{log ?? viewer.StoreId}.jsonl")
                    : TypedResults.Problem(
                        viewer.L["There is nothing at this address. The link may be old, or a part of it got lost on the way."],
                        statusCode: StatusCodes.Status404NotFound);
        }
        catch (CommandRefusedException refused)
        {
            return TypedResults.Problem(viewer.L.Sentences(refused.Message), statusCode: refused.Refusal.ToStatus());
        }
    }

    private static async Task WriteAsync(Stream file, IAsyncEnumerable<AuditRecord> records, CancellationToken cancellationToken)
    {
        await foreach (var record in records.WithCancellation(cancellationToken))
        {
            await JsonSerializer.SerializeAsync(file, record, AuditJson.Lines.AuditRecord, cancellationToken);
            await file.WriteAsync(_lineEnd, cancellationToken);
        }
    }
}

[JsonSerializable(typeof(AuditRecord))]
internal sealed partial class AuditJson : JsonSerializerContext
{
    // Line breaks within a text are escaped by JSON itself: a line is an event, whatever somebody wrote.
    public static AuditJson Lines { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
