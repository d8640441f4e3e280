using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using WorkSquared.Core;
using WorkSquared.Core.Import;
using WorkSquared.Web.Localisation;
using WorkSquared.Web.Requests;

namespace WorkSquared.Web.Components.Exchange;

/// <summary>Takes a file as the body of a request: it goes to the disk as it comes, and through no circuit.</summary>
internal static class ImportEndpoint
{
    public const string Address = "exchange/import";

    public static void MapImport(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost($"/{Address}", TakeAsync)
            .AddEndpointFilter<SameOriginFilter>()
            .WithMetadata(new RequestSizeLimitAttribute(ImportLimits.FileBytes));

    private static async Task<Results<Accepted<Guid>, ProblemHttpResult>> TakeAsync(
        HttpRequest request, IImports imports, Viewer viewer, CancellationToken cancellationToken)
    {
        // Any type that a form can have could be posted by a foreign page.
        if (request.ContentType != "application/octet-stream")
        {
            return TypedResults.Problem(viewer.L["A file is sent as application/octet-stream."], statusCode: StatusCodes.Status415UnsupportedMediaType);
        }

        if (request.ContentLength > ImportLimits.FileBytes)
        {
            return TypedResults.Problem(TooLarge(viewer), statusCode: StatusCodes.Status413PayloadTooLarge);
        }

        try
        {
            return TypedResults.Accepted((string?)null, await imports.TakeAsync(viewer.StoreId, viewer.Actor, request.Body, cancellationToken));
        }
        catch (CommandRefusedException refusal)
        {
            var status = refusal.Refusal is Refusal.Invalid ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status503ServiceUnavailable;
            return TypedResults.Problem(viewer.L.Sentences(refusal.Message), statusCode: status);
        }
        catch (BadHttpRequestException tooLong) when (tooLong.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return TypedResults.Problem(TooLarge(viewer), statusCode: tooLong.StatusCode);
        }
    }

    private static string TooLarge(Viewer viewer) =>
        viewer.L["This file is larger than {0} MB, which is more than can be imported.", ImportLimits.FileBytes / 1024 / 1024];
}
