using System.Net;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Hosting;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Web.Requests;

public sealed class HeaderTests(TestSite site) : IClassFixture<TestSite>
{
    private const string Own = "script-src 'self'";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Response_OfEveryEndpoint_ForbidsWhatPagesDoNotNeed_AndOfDataIsKeptNowhere()
    {
        await using TestSite real = new();
        real.UseKestrel(0);
        real.StartServer();
        real.ClientOptions.AllowAutoRedirect = false;
        using var client = real.CreateClient();
        var endpoints = MappedEndpoint.AllOf(real.Services);
        Assert.True(endpoints.Count > 100, "There are pages, data and files.");

        MappedEndpoint[] others = [new("GET", "/no/such/page", IsStatic: false), new("GET", "/c/nonsense", IsStatic: false), new("TRACE", "/", IsStatic: false)];
        foreach (var endpoint in endpoints.Concat(others))
        {
            using HttpRequestMessage request = new(new HttpMethod(endpoint.Method), endpoint.Address);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);

            Assert.Equal((endpoint, ""), (endpoint, Missing(response, Own, endpoint.IsStatic && response.IsSuccessStatusCode)));
        }
    }

    [Theory]
    [InlineData("https://work.example", "max-age=31536000")]
    [InlineData("http://work.example", null)]
    [InlineData("https://localhost", null)]
    public async Task Tls_OnceThere_IsExpectedFromThenOn(string address, string? expected)
    {
        using var client = site.CreateClient(new WebApplicationFactoryClientOptions { BaseAddress = new Uri(address) });

        using var response = await client.GetAsync("/healthz", Cancellation);

        Assert.Equal(expected, response.Headers.TryGetValues("Strict-Transport-Security", out var values) ? values.Single() : null);
    }

    [Fact]
    public async Task ReferenceOfTheApi_RunsItsOneInlineScriptByANonceOfItsOwn_AndIsThereInDevelopmentAlone()
    {
        using var client = site.CreateClient();
        List<string> nonces = [];
        for (var i = 0; i < 2; i++)
        {
            using var response = await client.GetAsync("/scalar/", Cancellation);
            var page = await new HtmlParser().ParseDocumentAsync(await response.Content.ReadAsStringAsync(Cancellation), Cancellation);
            nonces.Add(page.Scripts.Select(script => script.GetAttribute("nonce")).Distinct().Single()!);
            Assert.Equal("", Missing(response, $"{Own} 'nonce-{nonces[i]}'", mayBeKept: false));
        }

        Assert.NotEqual(nonces[0], nonces[1]);
        await using TestSite shipped = new() { Settings = new Dictionary<string, string> { [HostDefaults.EnvironmentKey] = Environments.Production } };
        Assert.DoesNotContain(MappedEndpoint.AllOf(shipped.Services), endpoint => endpoint.Address.StartsWith("/scalar", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ReportOfABrowser_IsCounted_NotKept_AndManyAreRefused()
    {
        await using var server = await ServerProcess.StartAsync();
        using HttpClient client = new() { BaseAddress = new Uri(server.Url) };

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await ReportAsync(client, new string('x', 1025)));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await ReportAsync(client, ""));
        for (var report = 0; report < 10; report++)
        {
            Assert.Equal(HttpStatusCode.NoContent, await ReportAsync(client, """{"csp-report":{"blocked-uri":"https://canary-93a1.example"}}"""));
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, await ReportAsync(client, "{}"));
        await server.KillAsync();
        Assert.Contains("A browser kept a page from something", server.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("canary-93a1", server.Said, StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> ReportAsync(HttpClient client, string body)
    {
        using StringContent content = new(body);
        content.Headers.ContentType = new("application/csp-report");
        using var response = await client.PostAsync("/csp", content, Cancellation);
        return response.StatusCode;
    }

    private static string Missing(HttpResponseMessage response, string scripts, bool mayBeKept)
    {
        var policy = Value("Content-Security-Policy");
        (string What, bool IsThere)[] demands =
        [
            ("a policy that begins with nothing", policy.StartsWith($"default-src 'none'; {scripts}; ", StringComparison.Ordinal)),
            ("no frames", policy.Contains("frame-ancestors 'none'", StringComparison.Ordinal)),
            ("reports", policy.EndsWith("; report-uri /csp", StringComparison.Ordinal)),
            ("nosniff", Value("X-Content-Type-Options") == "nosniff"),
            ("no referrer", Value("Referrer-Policy") == "no-referrer"),
            ("no camera", Value("Permissions-Policy").Contains("camera=()", StringComparison.Ordinal)),
            ("an own group of windows", Value("Cross-Origin-Opener-Policy") == "same-origin"),
            ("for this origin alone", Value("Cross-Origin-Resource-Policy") == "same-origin"),
            ("kept as it may be", (Value("Cache-Control") == "no-store") != mayBeKept),
            ("no other origin let in", !response.Headers.Contains("Access-Control-Allow-Origin")),
            ("no word on the server", !response.Headers.Contains("Server") && !response.Headers.Contains("X-Powered-By")),
        ];
        return string.Join(", ", demands.Where(demand => !demand.IsThere).Select(demand => demand.What));

        // Once, or browsers may take either.
        string Value(string name) => response.Headers.TryGetValues(name, out var values) && values.ToList() is [var one] ? one : "";
    }
}
