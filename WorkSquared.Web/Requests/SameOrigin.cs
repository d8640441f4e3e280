using Microsoft.AspNetCore.Http.HttpResults;

namespace WorkSquared.Web.Requests;

/// <summary>Whether a request comes from a page of this site. A browser lets any page of the web send requests to us.</summary>
internal static class SameOrigin
{
    /// <summary>A page of this site has sent it, by the browser's own word.</summary>
    public static bool IsCertain(HttpRequest request) => Judge(request) is true;

    /// <summary>A page of another site has sent it, by the browser's own word; a request that says nothing passes.</summary>
    public static bool IsForeign(HttpRequest request) => Judge(request) is false;

    /// <summary>As <see cref="IsForeign"/>, but for a form of ours over plain HTTP: its origin is "null", since our pages say no referrer.</summary>
    public static bool MayBeOurForm(HttpRequest request) =>
        !IsForeign(request) || (request.Headers.Origin == "null" && request.Headers["Sec-Fetch-Site"].Count == 0);

    public static ProblemHttpResult Refused() =>
        TypedResults.Problem("This request did not come from a page of this site.", statusCode: StatusCodes.Status403Forbidden);

    /// <summary>Without its scheme, which a proxy that ends TLS has changed on our side.</summary>
    public static bool IsOf(Uri page, HttpRequest request) => string.Equals(page.Authority, HostOf(request), StringComparison.OrdinalIgnoreCase);

    private static bool? Judge(HttpRequest request)
    {
        // The browser's own judgement is the better one. It is not sent over plain HTTP, nor with every WebSocket, where Origin must do.
        if (request.Headers["Sec-Fetch-Site"] is { Count: > 0 } site)
        {
            return site == "same-origin";
        }

        if (request.Headers.Origin is not { Count: > 0 } origin)
        {
            return null;
        }

        return Uri.TryCreate(origin, UriKind.Absolute, out var page) && IsOf(page, request);
    }

    // As a browser writes it: the scheme's own port is left out.
    private static string HostOf(HttpRequest request) => request.Host switch
    {
        { Port: 80 or 443 } host => host.Host,
        var host => host.Value ?? "",
    };
}
