using Microsoft.AspNetCore.Identity;
using WorkSquared.Web.Requests;

namespace WorkSquared.Web.Accounts.Passkeys;

/// <summary>Whether a passkey was used on a page of this site, by the browser's signed word.</summary>
/// <remarks>Not the framework's own rule, which compares with the header Origin: that of a form says "null" here, since our pages say no referrer.</remarks>
internal static class PasskeyOrigin
{
    public static ValueTask<bool> IsOursAsync(PasskeyOriginValidationContext used) => ValueTask.FromResult(
        !used.CrossOrigin
        && Uri.TryCreate(used.Origin, UriKind.Absolute, out var page)
        && (page.Scheme == Uri.UriSchemeHttps || page.Host == "localhost")
        && SameOrigin.IsOf(page, used.HttpContext.Request));
}
