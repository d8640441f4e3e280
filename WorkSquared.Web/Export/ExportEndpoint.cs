using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Export;

namespace WorkSquared.Web.Export;

/// <summary>Hands out a conversation as a file (docs/export.md).</summary>
internal static class ExportEndpoint
{
    public static void MapExport(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/c/{conversation}/export.{format:regex(^(md|html|json)$)}", DownloadAsync);

    /// <summary>Relative to the page's base, as every link is.</summary>
    /// <param name="turnId">A turn of the branch that is wanted; null for the newest. JSON has all branches anyway.</param>
    public static string AddressOf(Guid conversationId, string format, Guid? turnId) =>
        $"c/{conversationId}/export.{format}{(turnId is { } turn ? $"?turn={turn}" : "")}";

    private static async Task<Results<FileContentHttpResult, PushStreamHttpResult, ProblemHttpResult>> DownloadAsync(
        string conversation,
        string format,
        string? turn,
        HttpResponse response,
        IChatReader reader,
        IConversationLog log,
        ExportTrail trail,
        Viewer viewer,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        // It holds what people wrote, and more of it tomorrow.
        response.Headers.CacheControl = "no-store";
        var window = format == "json" ? 1 : int.MaxValue;
        var branch = Guid.TryParse(turn, out var turnId) ? turnId : (Guid?)null;
        if (!Guid.TryParse(conversation, out var id) || await reader.OpenAsync(viewer.Reader, id, branch, window, cancellationToken) is not { } read)
        {
            return TypedResults.Problem(viewer.L[viewer.L["There is no such conversation."]], statusCode: StatusCodes.Status404NotFound);
        }

        if (await trail.RecordAsync(viewer, format, cancellationToken) is { } problem)
        {
            return problem;
        }

        var at = time.GetUtcNow();
        var name = $"{ExportFileName.SlugOf(read.Title)}.{format}";
        return format switch
        {
            "json" => TypedResults.Stream(
                file => EventsFile.WriteAsync(file, read, at, log.ReadAsync(viewer.Reader, id, cancellationToken), cancellationToken),
                "application/json",
                name),
            "html" => Text(HtmlFile.Write(ExportedConversation.From(read, viewer, at), viewer.L), "text/html; charset=utf-8", name),
            _ => Text(MarkdownFile.Write(ExportedConversation.From(read, viewer, at)), "text/markdown; charset=utf-8", name),
        };
    }

    private static FileContentHttpResult Text(string text, string contentType, string name) =>
        TypedResults.File(Encoding.UTF8.GetBytes(text), contentType, name);
}
