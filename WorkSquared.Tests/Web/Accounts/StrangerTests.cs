using System.Net;
using WorkSquared.Tests.Web.Accounts.Oidc;
using WorkSquared.Tests.Web.Requests;

namespace WorkSquared.Tests.Web.Accounts;

/// <summary>A stranger who can reach the port gets nothing, before the server is set up and after it: every endpoint, as the program lists them.</summary>
public sealed class StrangerTests
{
    // What answers before there is an administrator. A new endpoint is closed until it stands here.
    private static readonly string[] _openBeforeSetup = ["/setup", "/healthz", "/readyz", "/language", "/csp"];

    // What answers to whoever is not signed in, and how: anything else is 401. It shows nothing that anybody wrote.
    private static readonly Dictionary<string, HttpStatusCode[]> _openAfterSetup = new()
    {
        ["/setup"] = [HttpStatusCode.NotFound, HttpStatusCode.SeeOther],
        ["/sign-in"] = [HttpStatusCode.OK, HttpStatusCode.SeeOther],
        ["/sign-in/code"] = [HttpStatusCode.Redirect, HttpStatusCode.SeeOther],
        ["/sign-in/passkey"] = [HttpStatusCode.OK, HttpStatusCode.SeeOther],
        ["/sign-in/oidc"] = [HttpStatusCode.Redirect],
        ["/sign-out"] = [HttpStatusCode.Redirect],
        ["/no-workspace"] = [HttpStatusCode.OK, HttpStatusCode.BadRequest],
        ["/error"] = [HttpStatusCode.OK, HttpStatusCode.BadRequest],
        ["/healthz"] = [HttpStatusCode.OK],
        ["/readyz"] = [HttpStatusCode.OK],
        ["/csp"] = [HttpStatusCode.RequestEntityTooLarge],
        ["/language"] = [HttpStatusCode.BadRequest],
        ["/openapi/x.json"] = [HttpStatusCode.NotFound],

        // Files of a library, and in Development alone. Its page is closed.
        ["/scalar/favicon.svg"] = [HttpStatusCode.OK],
        ["/scalar/scalar.js"] = [HttpStatusCode.OK],
        ["/scalar/scalar.aspnetcore.js"] = [HttpStatusCode.OK],

        // The link of an invite, which this is none of.
        ["/join/x"] = [HttpStatusCode.NotFound, HttpStatusCode.SeeOther],
        ["/join/x/oidc"] = [HttpStatusCode.Redirect],
        ["/reset/x"] = [HttpStatusCode.NotFound, HttpStatusCode.SeeOther],
    };

    // Where nobody listens.
    private static readonly Dictionary<string, string> _withProvider = OidcSite.SettingsFor("http://127.0.0.1:1");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task BeforeSetup_NothingAnswersButSetup_FilesAndHealth()
    {
        await using TestSite site = new() { IsSetUp = false, Settings = _withProvider };
        site.ClientOptions.AllowAutoRedirect = false;
        using var client = site.CreateClient();
        var endpoints = MappedEndpoint.AllOf(site.Services).Where(endpoint => !endpoint.IsStatic && !_openBeforeSetup.Contains(endpoint.Address)).ToList();
        Assert.True(endpoints.Count > 30, "There are pages and data.");

        foreach (var endpoint in endpoints)
        {
            Assert.Equal((endpoint, HttpStatusCode.Forbidden), (endpoint, await AskAsync(client, endpoint, "*/*")));
        }

        foreach (var page in new[] { "/", "/new", "/c/01980000-0000-7000-8000-000000000001", "/sign-in", "/nowhere" })
        {
            using HttpRequestMessage request = new(HttpMethod.Get, page) { Headers = { { "Accept", "text/html" } } };
            using var response = await client.SendAsync(request, Cancellation);

            Assert.Equal((HttpStatusCode.Redirect, "/setup"), (response.StatusCode, response.Headers.Location?.OriginalString));
        }
    }

    [Fact]
    public async Task AfterSetup_NothingOpens_WithoutASession()
    {
        await using TestSite site = new() { Settings = _withProvider };
        site.ClientOptions.AllowAutoRedirect = false;
        using var stranger = site.CreateStranger();

        foreach (var endpoint in MappedEndpoint.AllOf(site.Services).Where(endpoint => !endpoint.IsStatic))
        {
            var status = await AskAsync(stranger, endpoint, "*/*");
            var expected = _openAfterSetup.TryGetValue(endpoint.Address, out var open) ? open : [HttpStatusCode.Unauthorized];

            Assert.True(expected.Contains(status) || (open is not null && status is HttpStatusCode.MethodNotAllowed), $"{endpoint}: {status}");
        }
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Key_ThatIsNoSessions_OpensNothing(string key)
    {
        await using TestSite site = new();
        using var client = site.CreateStranger();
        client.DefaultRequestHeaders.Add("Cookie", $"ws={key}");

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/session", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task PageThatAStrangerAsksFor_IsWhereTheySignIn_AndTheyComeBackToIt()
    {
        await using TestSite site = new();
        site.ClientOptions.AllowAutoRedirect = false;
        using var stranger = site.CreateStranger();
        using HttpRequestMessage request = new(HttpMethod.Get, "/c/01980000-0000-7000-8000-000000000001?turn=1") { Headers = { { "Accept", "text/html" } } };

        using var response = await stranger.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal(
            "/sign-in?return=%2Fc%2F01980000-0000-7000-8000-000000000001%3Fturn%3D1", response.Headers.Location?.OriginalString);
    }

    private static async Task<HttpStatusCode> AskAsync(HttpClient client, MappedEndpoint endpoint, string accept)
    {
        using HttpRequestMessage request = new(new HttpMethod(endpoint.Method), endpoint.Address) { Headers = { { "Accept", accept }, { "Sec-Fetch-Site", "same-origin" } } };
        if (endpoint.IsUnsafe)
        {
            request.Content = new FormUrlEncodedContent([]);
        }

        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        return response.StatusCode;
    }
}
