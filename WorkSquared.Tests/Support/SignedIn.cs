using System.Collections.Concurrent;
using System.Net;

namespace WorkSquared.Tests.Support;

/// <summary>The administrator of every server of the tests, Ada: signed in once at each, through the form.</summary>
internal static class SignedIn
{
    public const string Email = "ada@example.com";
    public const string Password = "three mild winters";

    /// <summary>Over plain HTTP, as the tests are.</summary>
    public const string CookieName = "ws";

    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> _sessions = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <returns>The key of the session, as the browser keeps it.</returns>
    public static async Task<string> AtAsync(string site)
    {
        var session = _sessions.GetOrAdd(site, _ => new(() => SignInAsync(site, Email, Password)));
        try
        {
            return await session.Value;
        }
        catch (Exception)
        {
            // The server was away; it may come back.
            _sessions.TryRemove(new(site, session));
            throw;
        }
    }

    /// <summary>A client whose requests are Ada's.</summary>
    public static HttpClient ClientOf(string site) => new(new Handler(site)) { BaseAddress = new Uri(site) };

    /// <summary>One whose requests also come from a page of the site, by their own word.</summary>
    public static HttpClient PageOf(string site)
    {
        var client = ClientOf(site);
        client.DefaultRequestHeaders.Add("Origin", site);
        return client;
    }

    public static Task<string> SignInAsync(string site, string email, string password) =>
        PostAsync(site, "/sign-in", "sign-in", ("Form.Email", email), ("Form.Password", password));

    /// <summary>Somebody else, who is invited and joins.</summary>
    /// <returns>The key of their session.</returns>
    public static async Task<string> JoinAsync(ServerProcess server, string name)
    {
        var (exitCode, output) = await server.RunVerbAsync("invite", "--store", "default", "--role", "member");
        Assert.True(exitCode == 0, output);
        return await PostAsync(
            server.Url, output.Split('\n')[0].Trim(), "join", ("Form.Name", name), ("Form.Email", $"{name.ToLowerInvariant()}@example.com"), ("Form.Password", Password));
    }

    private static async Task<string> PostAsync(string site, string address, string formName, params (string Name, string Value)[] fields)
    {
        CookieContainer cookies = new();
        using HttpClient client = new(new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false }) { BaseAddress = new Uri(site) };
        var page = await client.GetStringAsync(address, Cancellation);
        using var form = PostedForm.Of(page, formName, fields);
        using var response = await client.PostAsync(address, form, Cancellation);
        return cookies.GetCookies(new Uri(site))[CookieName]?.Value
            ?? throw new InvalidOperationException($"Nobody was let in at {address}: {(int)response.StatusCode}.");
    }

    private sealed class Handler(string site) : DelegatingHandler(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Add("Cookie", $"{CookieName}={await AtAsync(site)}");
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
