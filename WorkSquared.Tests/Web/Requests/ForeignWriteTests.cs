using System.Net;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using WorkSquared.Core.Export;
using WorkSquared.Core.Sharing;

namespace WorkSquared.Tests.Web.Requests;

/// <summary>Nothing is done because a page of another site says so.</summary>
public sealed class ForeignWriteTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EveryEndpointThatWrites_RefusesOtherSites_OverAPortAsTheirBrowsersReachIt()
    {
        await using TestSite site = new();
        site.UseKestrel(0);
        site.StartServer();
        site.ClientOptions.AllowAutoRedirect = false;
        using var client = site.CreateClient();
        var writing = MappedEndpoint.AllOf(site.Services).Where(endpoint => endpoint.IsUnsafe).ToList();
        Assert.Contains(writing, endpoint => endpoint.Address.EndsWith("/messages", StringComparison.Ordinal));
        var before = await HeadAsync();

        foreach (var endpoint in writing)
        {
            foreach (var (name, value) in new[]
            {
                ("Origin", "https://evil.example"),
                ("Origin", $"{client.BaseAddress!.GetLeftPart(UriPartial.Authority)}.evil.example"),
                ("Origin", "http://127.0.0.1:1"),
                ("Sec-Fetch-Site", "cross-site"),
                ("Sec-Fetch-Site", "same-site"),
            })
            {
                using HttpRequestMessage request = new(new HttpMethod(endpoint.Method), endpoint.Address)
                {
                    // What a form of another page can send without asking first.
                    Content = new FormUrlEncodedContent([KeyValuePair.Create("language", "de")]),
                };
                request.Headers.Add(name, value);
                using var response = await client.SendAsync(request, Cancellation);

                Assert.Equal((endpoint, name, value, HttpStatusCode.Forbidden), (endpoint, name, value, response.StatusCode));
                Assert.False(response.Headers.Contains("Set-Cookie"));
            }
        }

        Assert.Equal(before, await HeadAsync());

        async Task<long> HeadAsync() => (await site.Services.GetRequiredService<IStoreLog>().ReadPageAsync(Reader.OfTheSystem("default"), after: 0, 10, Cancellation)).Head;
    }

    [Theory]
    [InlineData(null, null, HttpStatusCode.Redirect)]
    [InlineData("null", null, HttpStatusCode.Redirect)]
    [InlineData("null", "same-origin", HttpStatusCode.Redirect)]
    [InlineData("null", "cross-site", HttpStatusCode.Forbidden)]
    public async Task FormOfOurs_IsTaken_ThoughItMayNotSayWhereItComesFrom(string? origin, string? site, HttpStatusCode expected)
    {
        await using TestSite program = new();
        using var client = program.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        using HttpRequestMessage request = new(HttpMethod.Post, "/language") { Content = new FormUrlEncodedContent([KeyValuePair.Create("language", "de")]) };
        request.Headers.TryAddWithoutValidation("Origin", origin);
        request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", site);

        using var response = await client.SendAsync(request, Cancellation);

        Assert.Equal(expected, response.StatusCode);
    }
}
