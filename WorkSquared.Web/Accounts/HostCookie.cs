namespace WorkSquared.Web.Accounts;

/// <summary>A cookie that this host alone gets, and no script reads.</summary>
internal sealed class HostCookie(string name)
{
    // Such a name is taken from this host over TLS alone. A browser refuses it over plain HTTP, which is for one's own machine.
    private readonly string _secureName = $"__Host-{name}";

    public string? Read(HttpRequest request) => request.Cookies[NameFor(request)];

    public void Write(HttpContext context, string value, TimeSpan life) =>
        context.Response.Cookies.Append(NameFor(context.Request), value, Options(context.Request, life));

    public void Delete(HttpContext context) => context.Response.Cookies.Delete(NameFor(context.Request), Options(context.Request));

    private string NameFor(HttpRequest request) => request.IsHttps ? _secureName : name;

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
