namespace WorkSquared.Web.Accounts;

/// <summary>The key of a session, in the browser. It is random, and worth nothing once the server has ended the session.</summary>
internal static class SessionCookie
{
    // Such a name is taken from this host over TLS alone. A browser refuses it over plain HTTP, which is for one's own machine.
    private const string SecureName = "__Host-ws";
    private const string PlainName = "ws";

    // The server's own limit: a session is over after so long, whatever happens.
    private static readonly TimeSpan _life = TimeSpan.FromDays(30);

    public static string? Read(HttpRequest request) => request.Cookies[NameFor(request)];

    public static void Write(HttpContext context, string key) =>
        context.Response.Cookies.Append(NameFor(context.Request), key, Options(context.Request, _life));

    public static void Delete(HttpContext context) => context.Response.Cookies.Delete(NameFor(context.Request), Options(context.Request));

    private static string NameFor(HttpRequest request) => request.IsHttps ? SecureName : PlainName;

    private static CookieOptions Options(HttpRequest request, TimeSpan? life = null) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = request.IsHttps,
        MaxAge = life,
        IsEssential = true,
        Path = "/",
    };
}
