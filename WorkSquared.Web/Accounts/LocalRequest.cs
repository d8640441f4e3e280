using System.Net;

namespace WorkSquared.Web.Accounts;

internal static class LocalRequest
{
    private static readonly string[] _names = ["localhost", "127.0.0.1", "[::1]"];

    /// <summary>Whether it comes from this machine: by its connection, by the name it uses, and through no proxy that says that it is one.</summary>
    public static bool Is(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && _names.Contains(context.Request.Host.Host, StringComparer.OrdinalIgnoreCase)
        && !context.Request.Headers.ContainsKey("X-Forwarded-For") && !context.Request.Headers.ContainsKey("Forwarded");
}
