using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WorkSquared.Core;
using WorkSquared.Core.Audit;
using WorkSquared.Core.Bus;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Members;

namespace WorkSquared.Tests.Web;

/// <summary>The trail over HTTP: what leaves the program leaves a trace, and the trace is for those who may see it.</summary>
public sealed class AuditSiteTests(TestSite site) : IClassFixture<TestSite>
{
    private readonly HttpClient _client = site.CreateClient();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/c/{0}/export.md", "md")]
    [InlineData("/c/{0}/export.html", "html")]
    [InlineData("/c/{0}/export.json", "json")]
    [InlineData("/c/{0}/turns/{1}/case", "case")]
    [InlineData("/export.zip", "zip")]
    public async Task Export_IsRecorded_WithoutSayingOfWhichConversation(string address, string what)
    {
        var (conversation, sent) = await SayAsync("Two\nlines");

        using var response = await _client.GetAsync(
            address.Replace("{0}", conversation.ToString(), StringComparison.Ordinal).Replace("{1}", sent.TurnId.ToString(), StringComparison.Ordinal), Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var exported = Assert.IsType<Exported>((await InstanceAsync())[^1]);
        Assert.Equal((Member.IdOf(site.Ada), "default", what), (exported.UserId, exported.StoreId, exported.What));
    }

    [Fact]
    public async Task Export_OfWhatIsNotThere_IsNotRecorded()
    {
        var before = await InstanceAsync();

        using var response = await _client.GetAsync($"/c/{NewId()}/export.md", Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal(before.Count, (await InstanceAsync()).Count);
    }

    [Fact]
    public async Task File_HasAnEventALine_WhateverSomebodyWrote()
    {
        await SayAsync("Two\nlines");

        var response = await _client.GetAsync("/audit.jsonl?kind=Conversations", Cancellation);
        var lines = (await response.Content.ReadAsStringAsync(Cancellation)).TrimEnd('\n').Split('\n');

        Assert.Equal(("application/jsonl", true), (response.Content.Headers.ContentType!.MediaType, response.Headers.CacheControl!.NoStore));
        var newest = JsonSerializer.Deserialize<JsonElement>(lines[0]);
        Assert.Equal(
            ("v1.ChatMessageSent", "Two\nlines"), (newest.GetProperty("type").GetString(), newest.GetProperty("payload").GetProperty("message").GetString()));
        Assert.All(lines, line => Assert.Equal("default", JsonSerializer.Deserialize<JsonElement>(line).GetProperty("storeId").GetString()));
        Assert.Equal("download", Assert.IsType<AuditViewed>((await InstanceAsync())[^1]).What);

        Assert.Contains("\"v1.AuditViewed\"", await _client.GetStringAsync("/audit.jsonl?log=server", Cancellation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/audit.jsonl?log=nonsense")]
    [InlineData("/audit.jsonl?by=nonsense")]
    [InlineData("/audit/nonsense")]
    public async Task Address_ThatMeansNothing_IsNotFound(string address)
    {
        using var response = await _client.GetAsync(address, Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("/audit", "audit of default")]
    [InlineData("/audit/server", "audit of _instance")]
    [InlineData("/audit.jsonl", "audit of default")]
    public async Task Address_ThatIsNotForAMember_IsNotFound_AndThatIsRecorded(string address, string what)
    {
        using var bob = await site.JoinAsync("Bob", Role.Member);
        var bobsId = (await InstanceAsync()).OfType<UserCreated>().Last().Id;

        using var response = await bob.GetAsync(address, Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        var refused = Assert.IsType<AccessRefused>((await InstanceAsync())[^1]);
        Assert.Equal((bobsId, what), (refused.UserId, refused.What));
    }

    private static Guid NewId() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

    private async Task<(Guid Conversation, SentMessage Sent)> SayAsync(string text)
    {
        var id = NewId();
        return (id, await site.Services.GetRequiredService<IChatCommands>().SendAsync(new SendMessage("default", NewId(), id, text, site.Ada), Cancellation));
    }

    private async Task<IReadOnlyList<WorkSquared.Core.Events.WorkEvent>> InstanceAsync() =>
        [.. (await site.Services.GetRequiredService<ILogReader>().ReadAsync(InstanceStore.Id, 0, 10_000, topic: null, Cancellation)).Events.Select(committed => committed.Data)];
}
