using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace WorkSquared.Tests.Web;

public sealed class CaseEndpointTests(TestSite site) : IClassFixture<TestSite>
{
    private readonly HttpClient _client = site.CreateClient();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CaseOfATurn_IsAFileThatNobodyKeeps()
    {
        var (conversation, turn) = await AskAsync();

        var response = await _client.GetAsync($"/c/{conversation}/turns/{turn}/case", Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal($"case-{turn.ToString("N")[^8..]}.json", response.Content.Headers.ContentDisposition.FileName);
        Assert.True(response.Headers.CacheControl!.NoStore);
        var file = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal("worksquared.case.v1", file.GetProperty("format").GetString());
        Assert.Equal(turn, file.GetProperty("turnId").GetGuid());
    }

    [Fact]
    public async Task TurnOfAnotherConversation_IsNotFoundThere()
    {
        var (conversation, turn) = await AskAsync();
        var (other, _) = await AskAsync();

        await AssertNotFoundAsync($"/c/{other}/turns/{turn}/case");
        await AssertNotFoundAsync($"/c/{conversation}/turns/{NewId()}/case");
        await AssertNotFoundAsync($"/c/{NewId()}/turns/{turn}/case");
        await AssertNotFoundAsync($"/c/{conversation}/turns/nonsense/case");
        await AssertNotFoundAsync($"/c/nonsense/turns/{turn}/case");
    }

    private static Guid NewId() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

    private async Task AssertNotFoundAsync(string address)
    {
        var response = await _client.GetAsync(address, Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    private async Task<(Guid Conversation, Guid Turn)> AskAsync()
    {
        var conversation = NewId();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/c/{conversation}/messages");
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        request.Content = JsonContent.Create(new { commandId = NewId(), text = "What is a case?" });
        var response = await _client.SendAsync(request, Cancellation);
        var sent = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        return (conversation, sent.GetProperty("turnId").GetGuid());
    }
}
