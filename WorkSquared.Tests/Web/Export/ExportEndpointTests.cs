using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Sharing;

namespace WorkSquared.Tests.Web.Export;

public sealed class ExportEndpointTests(TestSite site) : IClassFixture<TestSite>
{
    private readonly HttpClient _client = site.CreateClient();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("md", "text/markdown")]
    [InlineData("html", "text/html")]
    [InlineData("json", "application/json")]
    public async Task Conversation_IsAFileNamedByItsTitle_ThatNobodyKeeps(string format, string mediaType)
    {
        var conversation = await SayAsync("Plan: für «Ünï» <b>/\\");

        var response = await _client.GetAsync($"/c/{conversation}/export.{format}", Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(mediaType, response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal($"Plan-für-Ünï-b.{format}", response.Content.Headers.ContentDisposition.FileNameStar);
        Assert.True(response.Headers.CacheControl!.NoStore);
        Assert.Contains("für «Ünï»", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_HasEveryEventOfTheConversation_AndNoOther()
    {
        var conversation = await SayAsync("First");
        await SayAsync("Elsewhere");

        // More than a page of them.
        for (var count = 2; count <= 205; count++)
        {
            await SayAsync($"Again {count}", conversation);
        }

        var file = await _client.GetFromJsonAsync<JsonElement>($"/c/{conversation}/export.json", Cancellation);

        Assert.Equal("worksquared.conversation.v1", file.GetProperty("format").GetString());
        Assert.Equal(conversation, file.GetProperty("conversationId").GetGuid());
        var events = file.GetProperty("events").EnumerateArray().ToList();
        Assert.Equal("v1.ConversationCreated", events[0].GetProperty("type").GetString());
        Assert.Equal(205, events.Count(recorded => recorded.GetProperty("type").GetString() == "v1.ChatMessageSent"));
        Assert.Equal("First", events[1].GetProperty("payload").GetProperty("message").GetString());
        Assert.DoesNotContain(events, recorded => recorded.GetRawText().Contains("Elsewhere", StringComparison.Ordinal));
        var positions = events.ConvertAll(recorded => recorded.GetProperty("position").GetInt64());
        Assert.Equal(positions.Distinct().Order(), positions);
    }

    [Fact]
    public async Task Branch_ThatIsAskedFor_IsTheOneInTheFile()
    {
        var conversation = await SayAsync("Start");
        var chat = site.Services.GetRequiredService<IChatReader>();
        var first = (await chat.OpenAsync(Reader.OfTheSystem("default"), conversation, null, 10, Cancellation))!;
        await SayAsync("Rewritten", conversation, replaces: first.Messages[0].Id);

        var newest = await _client.GetStringAsync($"/c/{conversation}/export.md", Cancellation);
        var asked = await _client.GetStringAsync($"/c/{conversation}/export.md?turn={first.Tip}", Cancellation);
        var nonsense = await _client.GetStringAsync($"/c/{conversation}/export.md?turn=nonsense", Cancellation);

        Assert.Contains("\nRewritten\n", newest, StringComparison.Ordinal);
        Assert.DoesNotContain("\nStart\n", newest, StringComparison.Ordinal);
        Assert.Contains("\nStart\n", asked, StringComparison.Ordinal);
        Assert.Contains("\nRewritten\n", nonsense, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/c/01900000-0000-7000-8000-00000000dead/export.md")]
    [InlineData("/c/01900000-0000-7000-8000-00000000dead/export.json")]
    [InlineData("/c/nonsense/export.html")]
    public async Task UnknownConversation_IsNotFound(string address)
    {
        var response = await _client.GetAsync(address, Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    private async Task<Guid> SayAsync(string text, Guid? into = null, Guid? replaces = null)
    {
        var conversation = into ?? Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        var commands = site.Services.GetRequiredService<IChatCommands>();
        var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        await commands.SendAsync(
            new SendMessage("default", id, conversation, text, site.Ada, ReplacesMessageId: replaces), Cancellation);
        return conversation;
    }
}
