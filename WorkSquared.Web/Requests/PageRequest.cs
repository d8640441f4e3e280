namespace WorkSquared.Web.Requests;

internal static class PageRequest
{
    /// <summary>Whether a browser asks for a page to show, and not a script for something to work with.</summary>
    public static bool Is(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && (request.Headers["Sec-Fetch-Mode"] is { Count: > 0 } mode
            ? mode == "navigate"
            : request.GetTypedHeaders().Accept.Any(type => type.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase)));
}
