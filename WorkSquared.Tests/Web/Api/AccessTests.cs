using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using WorkSquared.Core.Events;
using WorkSquared.Core.Tokens;

namespace WorkSquared.Tests.Web.Api;

/// <summary>Who is let in, by every door.</summary>
public sealed class AccessTests : IAsyncLifetime
{
    private ApiSite _site = null!;
    private IssuedToken _token = null!;

    public static TheoryData<string, string> Doors { get; } = new()
    {
        { "POST", ApiSite.Events }, { "GET", ApiSite.Events }, { "GET", ApiSite.Stream }, { "GET", "/api" }, { "GET", "/api/nothing" },
        { "TRACE", ApiSite.Events }, { "OPTIONS", ApiSite.Events }, { "DELETE", ApiSite.Events }, { "GET", "/API/stores/default/events" },
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _site = ApiSite.Start();
        _token = await _site.IssueAsync();
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Theory]
    [MemberData(nameof(Doors))]
    public async Task NoDoor_OpensWithoutAToken_NorWithACookieOrATokenElsewhere(string method, string address)
    {
        using var browser = _site.Browser();
        Action<HttpRequestMessage>[] attempts =
        [
            _ => { },
            request => request.Headers.Add("Cookie", browser.DefaultRequestHeaders.GetValues("Cookie")),
            request => request.Headers.Add("Cookie", $"token={_token.Text}; Authorization=Bearer {_token.Text}"),
            request => request.Headers.Add("X-Api-Key", _token.Text),
            request => request.Headers.Add("Proxy-Authorization", $"Bearer {_token.Text}"),
            request => request.RequestUri = new Uri($"{address}?access_token={_token.Text}&token={_token.Text}", UriKind.Relative),
        ];

        foreach (var attempt in attempts)
        {
            using HttpRequestMessage request = new(new HttpMethod(method), address);
            attempt(request);
            using var response = await _site.Anonymous.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
            await response.AssertRefusedAsync(401);
            Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
            Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
        }
    }

    [Theory]
    [InlineData("Bearer {0}", 200)]
    [InlineData("bearer {0}", 200)]
    [InlineData("BEARER {0}", 200)]
    [InlineData("Bearer {0} x", 401)]
    [InlineData("Bearer {0},Bearer {0}", 401)]
    [InlineData("Bearer", 401)]
    [InlineData("Basic {0}", 401)]
    [InlineData("Token {0}", 401)]
    [InlineData("{0}", 401)]
    [InlineData("Bearer \"{0}\"", 401)]
    public async Task EverySpelling_OfTheHeader_PassesTheSameChecks(string header, int status)
    {
        var reader = await _site.IssueAsync(TokenScope.Read);
        Assert.Equal(status, await CallAsync(HttpMethod.Get, ApiSite.Events, _token));
        Assert.Equal(status, await CallAsync(HttpMethod.Get, ApiSite.Events, reader));

        // Let in or not, it never writes, and sees no other store.
        Assert.Equal(status == 200 ? 403 : 401, await CallAsync(HttpMethod.Post, ApiSite.Events, reader));
        Assert.Equal(status == 200 ? 404 : 401, await CallAsync(HttpMethod.Get, "/api/stores/other/events", reader));

        async Task<int> CallAsync(HttpMethod method, string address, IssuedToken token)
        {
            using HttpRequestMessage request = new(method, address);
            if (method == HttpMethod.Post)
            {
                request.Content = JsonContent.Create(new { events = new[] { ApiSite.Message(ApiSite.NewId(), "a") } });
            }

            request.Headers.TryAddWithoutValidation("Authorization", string.Format(System.Globalization.CultureInfo.InvariantCulture, header, token.Text));
            using var response = await _site.Anonymous.SendAsync(request, Cancellation);
            return (int)response.StatusCode;
        }
    }

    [Theory]
    [InlineData("GET", "/api/stores/other/events", 404)]
    [InlineData("GET", "/api/stores/DEFAULT/events", 404)]
    [InlineData("GET", "/api/stores/default%2F/events", 404)]
    [InlineData("GET", "/api/stores/other/stream", 404)]
    [InlineData("POST", "/api/stores/other/events", 404)]
    [InlineData("PUT", ApiSite.Events, 405)]
    [InlineData("DELETE", ApiSite.Events, 405)]
    [InlineData("TRACE", ApiSite.Events, 405)]
    [InlineData("OPTIONS", ApiSite.Events, 405)]
    [InlineData("POST", ApiSite.Stream, 405)]
    [InlineData("POST", ApiSite.Events, 415)]
    [InlineData("GET", "/api", 404)]
    [InlineData("POST", "/api/stores/default", 404)]
    [InlineData("GET", "/api/stores/default/events/1", 404)]
    [InlineData("GET", ApiSite.Events + "?after=-1", 400)]
    [InlineData("GET", ApiSite.Events + "?after=x", 400)]
    [InlineData("GET", ApiSite.Events + "?after=1.5", 400)]
    [InlineData("GET", ApiSite.Events + "?after=99999999999999999999", 400)]
    [InlineData("GET", ApiSite.Events + "?after=1&after=2", 400)]
    [InlineData("GET", ApiSite.Events + "?limit=0", 400)]
    [InlineData("GET", ApiSite.Events + "?limit=501", 400)]
    [InlineData("GET", ApiSite.Events + "?limit=ten", 400)]
    [InlineData("GET", ApiSite.Stream + "?after=-1", 400)]
    [InlineData("GET", ApiSite.Events + "?after=0&limit=500", 200)]
    [InlineData("GET", ApiSite.Events, 200)]
    public async Task Service_WithAToken_IsAnsweredByThisTable(string method, string address, int status)
    {
        using var service = _site.Service(_token);
        using HttpRequestMessage request = new(new HttpMethod(method), address);

        using var response = await service.SendAsync(request, Cancellation);

        if (status != 200)
        {
            await response.AssertRefusedAsync(status);
        }

        Assert.Equal(status, (int)response.StatusCode);
        Assert.True(response.Headers.CacheControl?.NoStore);
        Assert.DoesNotContain(_token.Text[^43..], await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task Browser_OnAnotherSite_IsRefused_EvenWithAToken(string header, string value)
    {
        using var service = _site.Service(_token);
        service.DefaultRequestHeaders.Add(header, value);

        using var read = await service.GetAsync(ApiSite.Events, Cancellation);
        using var written = await service.PushAsync(ApiSite.Message(ApiSite.NewId(), "a"));
        using var followed = await service.GetAsync(ApiSite.Stream, HttpCompletionOption.ResponseHeadersRead, Cancellation);

        foreach (var response in new[] { read, written, followed })
        {
            await response.AssertRefusedAsync(403);
            Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
        }
    }

    [Fact]
    public async Task Token_IsNobody_OnThePage()
    {
        using var service = _site.Service(_token);
        using HttpRequestMessage request = new(HttpMethod.Post, $"/c/{ApiSite.NewId()}/messages") { Content = JsonContent.Create(new { commandId = ApiSite.NewId(), text = "a" }) };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");

        using var response = await service.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.DoesNotContain("v1.ChatMessageSent", await service.TypesAsync());
    }

    [Fact]
    public async Task Token_ThatAsksForTooMuch_Waits_AndTheOthersDoNot()
    {
        using var service = _site.Service(_token);
        HttpResponseMessage? refused = null;
        for (var i = 0; i < 2000 && refused is null; i++)
        {
            var response = await service.GetAsync(ApiSite.Events + "?limit=1", Cancellation);
            if (response.StatusCode is HttpStatusCode.TooManyRequests)
            {
                refused = response;
            }
            else
            {
                response.Dispose();
            }
        }

        Assert.NotNull(refused);
        await refused.AssertRefusedAsync(429);
        Assert.True(refused.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        using var other = await _site.ServiceAsync();
        await other.PullAsync();
        refused.Dispose();
    }

    [Fact]
    public async Task WrongTokens_FromOneAddress_AreHeldUp_WhateverItSaysItsAddressIs_AndGoodOnesAreNot()
    {
        List<int> statuses = [];
        for (var i = 0; i < 40; i++)
        {
            using HttpRequestMessage request = new(HttpMethod.Get, ApiSite.Events);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", $"ws_{ApiSite.NewId():N}_{new string('A', 43)}");
            request.Headers.Add("X-Forwarded-For", $"10.0.0.{i}");
            request.Headers.Add("Forwarded", $"for=10.0.0.{i}");
            using var response = await _site.Anonymous.SendAsync(request, Cancellation);
            statuses.Add((int)response.StatusCode);
            await response.AssertRefusedAsync(statuses[^1]);
        }

        Assert.Equal(401, statuses[0]);
        Assert.Equal(429, statuses[^1]);
        using var service = _site.Service(_token);
        await service.PullAsync();
    }

    [Fact]
    public async Task Log_SaysWhoMadeATokenForWhom_AndNothingOfItsSecret()
    {
        using var service = _site.Service(_token);
        await _site.Get<ITokenCommands>().RevokeAsync((await _site.IssueAsync()).Id, Actor.System, Cancellation);

        var page = (await service.PullAsync()).GetRawText();

        Assert.Contains("v1.TokenCreated", page, StringComparison.Ordinal);
        Assert.Contains("v1.TokenRevoked", page, StringComparison.Ordinal);
        Assert.DoesNotContain(_token.Text[^43..], page, StringComparison.Ordinal);
    }
}
