using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using WorkSquared.Tests.Web.Accounts;
using WorkSquared.Web.Accounts;
using WorkSquared.Web.Requests;

namespace WorkSquared.Tests.Web.Requests;

public sealed class ReachedAddressTests
{
    private const string Proxy = "10.1.2.3";
    private const string Client = "203.0.113.7";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("http://work.example", null, false, HttpStatusCode.Forbidden)]
    [InlineData("http://work.example", null, true, HttpStatusCode.OK)]
    [InlineData("https://work.example", null, false, HttpStatusCode.OK)]
    [InlineData("http://localhost", null, false, HttpStatusCode.OK)]
    [InlineData("http://127.0.0.1:5000", "https://work.example", false, HttpStatusCode.OK)]
    [InlineData("https://work.example", "https://work.example", false, HttpStatusCode.OK)]
    [InlineData("https://rebound.example", "https://work.example", false, HttpStatusCode.MisdirectedRequest)]
    [InlineData("https://work.example:8443", "https://work.example", false, HttpStatusCode.MisdirectedRequest)]
    [InlineData("https://work.example:8443", "https://work.example:8443/", false, HttpStatusCode.OK)]
    public async Task Site_AnswersAtItsOwnName_AndOverPlainHttpToThisMachineAlone(string at, string? publicUrl, bool allowPlain, HttpStatusCode status)
    {
        await using var site = SiteWith(http => (http.PublicUrl, http.AllowPlain) = (publicUrl, allowPlain));
        using var stranger = site.CreateStranger();

        using var page = await stranger.GetAsync($"{at}/sign-in", Cancellation);
        using var service = await stranger.GetAsync($"{at}/api/stores/default/events", Cancellation);
        using var probe = await stranger.GetAsync($"{at}/healthz", Cancellation);

        Assert.Equal(status, page.StatusCode);
        Assert.Equal(status is HttpStatusCode.OK ? HttpStatusCode.Unauthorized : status, service.StatusCode);
        Assert.Equal("application/problem+json", service.Content.Headers.ContentType?.MediaType);
        Assert.Equal(HttpStatusCode.OK, probe.StatusCode);
    }

    [Fact]
    public async Task Proxy_ThatIsNamed_SaysOverWhatARequestCame()
    {
        await using var site = SiteWith(http => http.TrustedProxies = "10.0.0.0/8, ::1");
        using var stranger = site.CreateStranger();

        using var page = await AskAsync(stranger, from: Proxy, forwardedFor: Client);

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("max-age", page.Headers.GetValues("Strict-Transport-Security").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("203.0.113.9")]
    [InlineData("11.0.0.1")]
    public async Task Anybody_WhoIsNoneOfThem_SaysNothingThatIsBelieved(string from)
    {
        await using var site = SiteWith(http => http.TrustedProxies = "10.0.0.0/8");
        using var stranger = site.CreateStranger();

        using var page = await AskAsync(stranger, from, forwardedFor: "198.51.100.1");

        Assert.Equal(HttpStatusCode.Forbidden, page.StatusCode);
    }

    [Fact]
    public async Task Guesses_AreCountedByTheAddressThatTheProxySaw_WhateverTheClientWroteThere()
    {
        await using var site = SiteWith(http => http.TrustedProxies = Proxy);
        using var stranger = site.CreateStranger();
        for (var i = 0; i < CredentialGate.FailuresPerAddress; i++)
        {
            using var wrong = await AskAsync(stranger, Proxy, $"198.51.100.{i}, {Client}", $"/join/nonsense{i}");
            Assert.Equal(HttpStatusCode.NotFound, wrong.StatusCode);
        }

        using var heldUp = await AskAsync(stranger, Proxy, Client, "/join/nonsense");
        using var other = await AskAsync(stranger, Proxy, "203.0.113.8", "/join/nonsense");

        Assert.Equal((HttpStatusCode.TooManyRequests, HttpStatusCode.NotFound), (heldUp.StatusCode, other.StatusCode));
    }

    [Theory]
    [InlineData("work.example", null)]
    [InlineData("https://work.example/under", null)]
    [InlineData(null, "10.0.0.0/33")]
    [InlineData(null, "proxy.example")]
    public void Settings_ThatMakeNoSense_StopTheStart(string? publicUrl, string? proxies)
    {
        using var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
            .AddReachedAddress()
            .Configure<HttpOptions>(http => (http.PublicUrl, http.TrustedProxies) = (publicUrl, proxies))
            .BuildServiceProvider();

        var refused = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains(publicUrl is null ? "WorkSquared:Http:TrustedProxies" : "WorkSquared:Http:PublicUrl", refused.Message, StringComparison.Ordinal);
    }

    private static TestSite SiteWith(Action<HttpOptions> http) => new()
    {
        Configure = services => services.Configure(http).AddSingleton<IStartupFilter, TestAddress>(),
    };

    private static async Task<HttpResponseMessage> AskAsync(HttpClient client, string from, string forwardedFor, string path = "/sign-in")
    {
        using HttpRequestMessage request = new(HttpMethod.Get, $"http://work.example{path}")
        {
            Headers = { { TestAddress.Header, from }, { "X-Forwarded-For", forwardedFor }, { "X-Forwarded-Proto", "https" } },
        };
        return await client.SendAsync(request, Cancellation);
    }
}
