namespace WorkSquared.Web.Accounts.Oidc;

/// <summary>What the handler leaves in the browser to know it again, named like any cookie of ours: see <see cref="HostCookie"/>.</summary>
internal sealed class JourneyCookie : CookieBuilder
{
    private readonly IHttpContextAccessor _requests;
    private readonly string _name;

    /// <param name="name">Its beginning: the handler goes on with something random.</param>
    public JourneyCookie(string name, IHttpContextAccessor requests)
    {
        (_name, _requests) = (name, requests);
        HttpOnly = true;
        IsEssential = true;
        Path = "/";
        SecurePolicy = CookieSecurePolicy.SameAsRequest;

        // The provider leads back by a link, with which it is sent.
        SameSite = SameSiteMode.Lax;
    }

    public override string? Name
    {
        get => _requests.HttpContext is { Request.IsHttps: true } ? $"__Host-{_name}" : _name;
        set => throw new NotSupportedException();
    }
}
