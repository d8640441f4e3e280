using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace WorkSquared.Tests.Web;

public sealed class DraftEndpointTests(TestSite site) : IClassFixture<TestSite>
{
    private readonly HttpClient _client = site.CreateClient();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Draft_Saved_IsReadAgain_UntilItsMessageIsSent()
    {
        var (command, version, conversation) = (NewId(), NewId(), NewId());
        var saved = await ReadAsync(await PutAsync("new", new { commandId = command, version, text = "Half a thought" }));
        Assert.Equal("saved", saved.GetProperty("outcome").GetString());

        var read = (await ReadAsync(await _client.GetAsync("/drafts/new", Cancellation))).GetProperty("text");
        Assert.Equal("Half a thought", read.GetProperty("text").GetString());
        Assert.Equal(version, read.GetProperty("version").GetGuid());
        Assert.Equal(command, read.GetProperty("commandId").GetGuid());

        var overtaken = await ReadAsync(await PutAsync("new", new { commandId = NewId(), version = NewId(), text = "Unseen" }));
        Assert.Equal("overtaken", overtaken.GetProperty("outcome").GetString());
        Assert.Equal("Half a thought", overtaken.GetProperty("current").GetProperty("text").GetString());

        using HttpRequestMessage sending = new(HttpMethod.Post, $"/c/{conversation}/messages") { Content = JsonContent.Create(new { commandId = command, text = "Half a thought" }) };
        sending.Headers.Add("Origin", "http://localhost");
        (await _client.SendAsync(sending, Cancellation)).EnsureSuccessStatusCode();

        Assert.Equal(JsonValueKind.Null, (await ReadAsync(await _client.GetAsync("/drafts/new", Cancellation))).GetProperty("text").ValueKind);
        var late = await ReadAsync(await PutAsync("new", new { commandId = command, version = NewId(), text = "Half a thou" }));
        Assert.Equal("sent", late.GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task Draft_FromElsewhere_IsForbidden() =>
        Assert.Equal(HttpStatusCode.Forbidden, (await PutAsync("new", new { commandId = NewId(), version = NewId(), text = "x" }, "https://evil.example")).StatusCode);

    [Fact]
    public async Task Draft_BeyondAMegabyte_IsRefused() => Assert.Equal(
        HttpStatusCode.RequestEntityTooLarge,
        (await PutAsync("new", new { commandId = NewId(), version = NewId(), text = new string('x', 1_100_000) })).StatusCode);

    [Theory]
    [InlineData("nonsense")]
    [InlineData("01980000-0000-7000-8000-00000000dead")]
    public async Task Draft_OfNoConversation_IsNotFound(string conversation) => Assert.Equal(
        HttpStatusCode.NotFound, (await PutAsync(conversation, new { commandId = NewId(), version = NewId(), text = "x" })).StatusCode);

    [Fact]
    public async Task Prompt_Saved_IsListedAndRead_AndATakenNameIsRefusedWithASentence()
    {
        (await PutPromptAsync("Kick-Off", "Agenda for {{client}}\nin two hours")).EnsureSuccessStatusCode();

        var listed = (await ReadAsync(await _client.GetAsync("/library/prompts", Cancellation))).EnumerateArray().ToList();
        Assert.Contains(listed, prompt => prompt.GetProperty("name").GetString() == "weekly-report");
        var own = Assert.Single(listed, prompt => prompt.GetProperty("name").GetString() == "Kick-Off");
        Assert.Equal("Agenda for {{client}} in two hours", own.GetProperty("about").GetString());
        var read = await ReadAsync(await _client.GetAsync("/library/prompts/kick-off", Cancellation));
        Assert.Equal("Agenda for {{client}}\nin two hours", read.GetProperty("text").GetString());

        var refused = await PutPromptAsync("kick-off", "Other");
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("kick-off", (await refused.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await _client.GetAsync("/library/prompts/nothing", Cancellation)).StatusCode);
    }

    private Task<HttpResponseMessage> PutPromptAsync(string name, string text) =>
        SendAsync($"/library/prompts/{NewId()}", new { commandId = NewId(), name, text }, "http://localhost");

    private Task<HttpResponseMessage> PutAsync(string conversation, object body, string origin = "http://localhost") =>
        SendAsync($"/drafts/{conversation}", body, origin);

    private async Task<HttpResponseMessage> SendAsync(string address, object body, string origin)
    {
        using HttpRequestMessage request = new(HttpMethod.Put, address) { Content = JsonContent.Create(body) };
        request.Headers.Add("Origin", origin);
        return await _client.SendAsync(request, Cancellation);
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response)
    {
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
    }

    private static Guid NewId() => Guid.CreateVersion7(DateTimeOffset.UnixEpoch.AddTicks(Random.Shared.NextInt64(1L << 58)));
}
