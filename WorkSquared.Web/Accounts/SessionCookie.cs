namespace WorkSquared.Web.Accounts;

/// <summary>The key of a session, in the browser. It is random, and worth nothing once the server has ended the session.</summary>
internal static class SessionCookie
{
    // The server's own limit: a session is over after so long, whatever happens.
    private static readonly TimeSpan _life = TimeSpan.FromDays(30);

    private static readonly HostCookie _cookie = new("ws");

    public static string? Read(HttpRequest request) => _cookie.Read(request);

    public static void Write(HttpContext context, string key) => _cookie.Write(context, key, _life);

    public static void Delete(HttpContext context) => _cookie.Delete(context);
}
