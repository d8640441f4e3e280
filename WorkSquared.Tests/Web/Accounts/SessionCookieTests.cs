using System.Net;
using Microsoft.AspNetCore.Mvc.Testing;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Web.Accounts;

public sealed class SessionCookieTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Cookie_OverTls_IsOfThisHostAlone_AndNoScriptReadsIt()
    {
        var cookie = await SignInAsync("https://localhost");

        Assert.StartsWith("__Host-ws=", cookie, StringComparison.Ordinal);
        Assert.Equal(["httponly", "path=/", "samesite=lax", "secure"], AttributesOf(cookie));
    }

    [Fact]
    public async Task Cookie_OverPlainHttp_IsAnotherOne_SinceABrowserWouldNotTakeThat()
    {
        var cookie = await SignInAsync("http://localhost");

        Assert.StartsWith("ws=", cookie, StringComparison.Ordinal);
        Assert.Equal(["httponly", "path=/", "samesite=lax"], AttributesOf(cookie));
    }

    private static IEnumerable<string> AttributesOf(string cookie) => cookie.ToLowerInvariant().Split("; ")[1..]
        .Where(attribute => !attribute.StartsWith("max-age=", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    /// <returns>How the session's cookie is set.</returns>
    private static async Task<string> SignInAsync(string address)
    {
        await using TestSite site = new();
        using var client = site.CreateClient(new WebApplicationFactoryClientOptions { BaseAddress = new Uri(address), AllowAutoRedirect = false });
        client.DefaultRequestHeaders.Remove("Cookie");
        var page = await client.GetStringAsync("/sign-in", Cancellation);
        using var form = PostedForm.Of(page, "sign-in", ("Form.Email", SignedIn.Email), ("Form.Password", SignedIn.Password));
        using var response = await client.PostAsync("/sign-in", form, Cancellation);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        return response.Headers.GetValues("Set-Cookie").Single(cookie => cookie.Split('=')[0] is "ws" or "__Host-ws" && cookie.Contains("max-age=", StringComparison.OrdinalIgnoreCase));
    }
}
