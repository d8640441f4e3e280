using System.Net;

namespace WorkSquared.Web.Accounts;

internal static class LocalRequest
{
    private static readonly string[] _names = ["localhost", "127.0.0.1", "[::1]"];

    // The last is what is left of the first when the proxy is a trusted one.
    private static readonly string[] _signsOfAProxy = ["X-Forwarded-For", "Forwarded", "X-Original-For"];

    /// <summary>Whether it comes from this machine: by its connection, by the name it uses, and through no proxy that says that it is one.</summary>
    public static bool Is(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && IsByName(context.Request)
        && !_signsOfAProxy.Any(context.Request.Headers.ContainsKey);

    /// <summary>Whether its browser takes this site for one of its own machine.</summary>
    public static bool IsByName(HttpRequest request) => _names.Contains(request.Host.Host, StringComparer.OrdinalIgnoreCase);
}
