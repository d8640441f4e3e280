using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace WorkSquared.Web.Components.Members;

/// <summary>What a browser says of itself: the id of a member, and nothing else. Protected, so that it can't be made up.</summary>
internal sealed class MemberCookie(IDataProtectionProvider protection)
{
    private const string Name = "worksquared.member";

    // Browsers keep none for longer.
    private static readonly TimeSpan _life = TimeSpan.FromDays(400);

    private readonly IDataProtector _protector = protection.CreateProtector("WorkSquared.Member");

    /// <returns>Null when there is none, or it was not made here.</returns>
    public Guid? Read(HttpRequest request)
    {
        try
        {
            return request.Cookies[Name] is { } cookie && Guid.TryParse(_protector.Unprotect(cookie), out var id) ? id : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public void Write(HttpContext context, Guid memberId) =>
        context.Response.Cookies.Append(Name, _protector.Protect(memberId.ToString()), Options(context.Request, _life));

    public static void Delete(HttpContext context) => context.Response.Cookies.Delete(Name, Options(context.Request));

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
