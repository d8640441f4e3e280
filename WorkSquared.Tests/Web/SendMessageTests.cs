using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace WorkSquared.Tests.Web;

public sealed class SendMessageTests(TestSite site) : IClassFixture<TestSite>
{
    private readonly HttpClient _client = site.CreateClient();
    private readonly Guid _conversation = NewId();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Message_OfANewConversation_CreatesItAndIsOnItsPage()
    {
        var response = await SendAsync(Body(NewId(), "Hello from a test"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var page = await _client.GetStringAsync($"/c/{_conversation}", Cancellation);
        Assert.Contains("Hello from a test", page, StringComparison.Ordinal);
        Assert.Contains("aria-busy=\"true\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Message_SentAgainWithItsCommand_IsTheSameMessage()
    {
        var command = NewId();

        var first = await ReadAsync(await SendAsync(Body(command, "once")));
        var second = await ReadAsync(await SendAsync(Body(command, "once")));

        Assert.Equal(first.GetProperty("position").GetInt64(), second.GetProperty("position").GetInt64());
        Assert.True(second.GetProperty("isDuplicate").GetBoolean());
    }

    [Fact]
    public async Task Command_UsedForAnotherText_IsAConflict()
    {
        var command = NewId();
        await SendAsync(Body(command, "one"));

        await AssertRefusedAsync(HttpStatusCode.Conflict, await SendAsync(Body(command, "two")));
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\" \\n\\t \"")]
    [InlineData("\"a\\u0000b\"")]
    [InlineData("\"half \\ud83d a character\"")]
    [InlineData("null")]
    [InlineData("17")]
    public async Task Text_NobodyCanRead_IsRefusedWithASentence(string text) =>
        await AssertRefusedAsync(HttpStatusCode.BadRequest, await SendAsync(Json($$"""{"commandId":"{{NewId()}}","text":{{text}}}""")));

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"text\":\"no command\"}")]
    [InlineData("{\"commandId\":\"x\",\"text\":\"a\"}")]
    public async Task Request_OfAnotherShape_IsRefusedWithASentence(string body) =>
        await AssertRefusedAsync(HttpStatusCode.BadRequest, await SendAsync(Json(body)));

    [Fact]
    public async Task Text_LongerThanAMessage_IsRefused() =>
        await AssertRefusedAsync(HttpStatusCode.BadRequest, await SendAsync(Body(NewId(), new string('x', 100_001))));

    [Fact]
    public async Task Text_OfTheGreatestLength_IsTaken() =>
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(Body(NewId(), new string('語', 100_000)))).StatusCode);

    [Fact]
    public async Task Body_BeyondAMegabyte_IsRefused() =>
        await AssertRefusedAsync(HttpStatusCode.RequestEntityTooLarge, await SendAsync(Body(NewId(), new string('x', 1_100_000))));

    [Fact]
    public async Task Form_OfAForeignPage_CannotPassForAMessage()
    {
        StringContent form = new("{\"commandId\":\"" + NewId() + "\",\"text\":\"a\"}", Encoding.UTF8, "text/plain");

        await AssertRefusedAsync(HttpStatusCode.BadRequest, await SendAsync(form));
    }

    [Theory]
    [InlineData("http://localhost", null, HttpStatusCode.OK)]
    [InlineData(null, "same-origin", HttpStatusCode.OK)]
    [InlineData("https://behind.a.proxy", "same-origin", HttpStatusCode.OK)]
    [InlineData("https://evil.example", null, HttpStatusCode.Forbidden)]
    [InlineData("http://localhost.evil.example", null, HttpStatusCode.Forbidden)]
    [InlineData("null", null, HttpStatusCode.Forbidden)]
    [InlineData("http://localhost", "cross-site", HttpStatusCode.Forbidden)]
    [InlineData("http://localhost", "same-site", HttpStatusCode.Forbidden)]
    [InlineData(null, "none", HttpStatusCode.Forbidden)]
    [InlineData(null, null, HttpStatusCode.Forbidden)]
    public async Task Request_FromElsewhere_IsForbidden(string? origin, string? site, HttpStatusCode status)
    {
        var response = await SendAsync(Body(NewId(), "hello"), origin, site);

        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task Address_WithoutAConversation_IsNotFound()
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "/c/nonsense/messages") { Content = Body(NewId(), "a") };
        request.Headers.Add("Origin", "http://localhost");

        await AssertRefusedAsync(HttpStatusCode.NotFound, await _client.SendAsync(request, Cancellation));
    }

    private static Guid NewId() => Guid.CreateVersion7(DateTimeOffset.UnixEpoch.AddTicks(Random.Shared.NextInt64(1L << 58)));

    private static JsonContent Body(Guid commandId, string text) => JsonContent.Create(new { commandId, text });

    private static StringContent Json(string body) => new(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));

    private async Task<HttpResponseMessage> SendAsync(HttpContent content, string? origin = "http://localhost", string? site = null)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, $"/c/{_conversation}/messages") { Content = content };
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        if (site is not null)
        {
            request.Headers.Add("Sec-Fetch-Site", site);
        }

        return await _client.SendAsync(request, Cancellation);
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response)
    {
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
    }

    private static async Task AssertRefusedAsync(HttpStatusCode status, HttpResponseMessage response)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.EndsWith(".", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }
}
