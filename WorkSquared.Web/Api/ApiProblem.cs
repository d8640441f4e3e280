using Microsoft.AspNetCore.Http.HttpResults;

namespace WorkSquared.Web.Api;

/// <summary>Every error of the API, as application/problem+json. In English: services read it.</summary>
internal static class ApiProblem
{
    public static ProblemHttpResult Of(int status, string detail, int? index = null) => TypedResults.Problem(
        detail, statusCode: status, extensions: index is { } at ? new Dictionary<string, object?> { ["event"] = at } : null);

    public static Task WriteAsync(HttpContext context, int status, string detail) => Of(status, detail).ExecuteAsync(context);

    /// <summary>What is said of a status that nothing of ours has explained.</summary>
    public static string DetailOf(int status) => status switch
    {
        StatusCodes.Status404NotFound => "There is nothing at this address.",
        StatusCodes.Status405MethodNotAllowed => "This address does not take this method.",
        StatusCodes.Status408RequestTimeout => "This request came too slowly.",
        StatusCodes.Status413PayloadTooLarge => "A request holds at most 1 MB.",
        StatusCodes.Status415UnsupportedMediaType => "Events are sent as application/json in UTF-8.",
        _ => "This request can't be answered.",
    };
}
