using System.Net;
using System.Text;
using System.Text.Json;
using WorkSquared.Core.Tokens;
using WorkSquared.Core.Verification;

namespace WorkSquared.Tests.Web.Api;

public sealed class PushTests : IAsyncLifetime
{
    private readonly Guid _conversation = ApiSite.NewId();
    private ApiSite _site = null!;
    private HttpClient _service = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _site = ApiSite.Start();
        _service = await _site.ServiceAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _service.Dispose();
        await _site.DisposeAsync();
    }

    [Fact]
    public async Task Events_ArePushedInOneTransaction_WithTheServersActorAndPlace()
    {
        var (first, second) = (ApiSite.NewId(), ApiSite.NewId());
        var created = ApiSite.Event(
            "v1.ConversationCreated",
            new { id = _conversation, title = "Plan", createdAt = "1999-01-01T00:00:00Z", actor = "person:boss", position = 7, storeId = "elsewhere" },
            first);

        var head = (await _service.PullAsync()).GetProperty("head").GetInt64();
        var receipt = await _service.CommitAsync(created, ApiSite.Message(_conversation, "Kick-off is on Monday.", second));

        var committed = receipt.GetProperty("committed").EnumerateArray().ToList();
        Assert.Equal([first, second], committed.Select(each => each.GetProperty("commandId").GetGuid()));
        Assert.All(committed, each => Assert.False(each.GetProperty("duplicate").GetBoolean()));
        var events = (await _service.PullAsync(after: head)).GetProperty("events").EnumerateArray().ToList();
        Assert.Equal(committed.Select(each => each.GetProperty("id").GetGuid()), events.Select(each => each.GetProperty("id").GetGuid()));
        Assert.Equal(receipt.GetProperty("head").GetInt64(), events[^1].GetProperty("position").GetInt64());
        var holder = await _site.Get<ITokenReader>().FindAsync(_service.DefaultRequestHeaders.Authorization!.Parameter!, Cancellation);
        Assert.All(events, each => Assert.Equal($"person:{holder!.UserId}", each.GetProperty("actor").GetString()));
        Assert.All(events, each => Assert.Equal("default", each.GetProperty("storeId").GetString()));
        Assert.NotEqual(1999, events[0].GetProperty("payload").GetProperty("createdAt").GetDateTimeOffset().Year);
        Assert.True((await _site.Get<ILogVerifier>().VerifyAsync(Cancellation)).IsSound);
    }

    [Fact]
    public async Task Retry_OfTheSameCommands_ChangesNothing_AndSaysSo()
    {
        object[] events =
        [
            ApiSite.Event("v1.ConversationCreated", new { id = _conversation, title = "Plan" }),
            ApiSite.Message(_conversation, "Kick-off is on Monday."),
            ApiSite.Event("v1.ConversationRenamed", new { conversationId = _conversation, title = "The plan" }),
        ];
        var first = await _service.CommitAsync(events);

        var again = await _service.CommitAsync(events);

        Assert.Equal(Positions(first), Positions(again));
        Assert.All(again.GetProperty("committed").EnumerateArray(), each => Assert.True(each.GetProperty("duplicate").GetBoolean()));
        Assert.Equal(first.GetProperty("head").GetInt64(), again.GetProperty("head").GetInt64());
    }

    [Fact]
    public async Task Retries_AtOnce_MakeOneEvent()
    {
        var message = ApiSite.Message(_conversation, "Kick-off is on Monday.");

        var receipts = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _service.CommitAsync(message)));

        Assert.Single(receipts.Select(receipt => Positions(receipt)[0]).Distinct());
        Assert.Single(receipts, receipt => !receipt.GetProperty("committed")[0].GetProperty("duplicate").GetBoolean());
        Assert.Single(await _service.TypesAsync(), type => type == "v1.ChatMessageSent");
    }

    [Fact]
    public async Task SameCommand_WithAnotherBody_IsAConflict_AndNothingOfItsRequestIsCommitted()
    {
        var (command, id) = (ApiSite.NewId(), ApiSite.NewId());
        await _service.CommitAsync(ApiSite.Message(_conversation, "Monday", command, id));
        var before = await _service.TypesAsync();

        using var response = await _service.PushAsync(ApiSite.Message(_conversation, "New"), ApiSite.Message(_conversation, "Tuesday", command, id));

        Assert.StartsWith("Event 1: This was sent before", await response.AssertRefusedAsync(409), StringComparison.Ordinal);
        Assert.Equal(before, await _service.TypesAsync());
        using var otherType = await _service.PushAsync(ApiSite.Event("v1.ConversationRenamed", new { conversationId = _conversation, title = "a" }, command));
        await otherType.AssertRefusedAsync(409);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("{\"events\":[]}")]
    [InlineData("{\"events\":null}")]
    [InlineData("{\"events\":[null]}")]
    [InlineData("{\"events\":[{\"type\":\"v1.ChatMessageSent\",\"payload\":{}}]}")]
    [InlineData("{\"events\":[{\"commandId\":\"1\",\"type\":\"v1.ChatMessageSent\",\"payload\":{}}]}")]
    [InlineData("{\"events\":[{\"commandId\":\"01980000-0000-7000-8000-000000000001\",\"type\":\"v1.ChatMessageSent\"}]}")]
    [InlineData("{\"events\":[{\"commandId\":\"01980000-0000-7000-8000-000000000001\",\"type\":null,\"payload\":{}}]}")]
    [InlineData("{\"events\":[],\"events\":[]}")]
    [InlineData("{\"events\":[")]
    public async Task Body_ThatIsNoPush_IsRefused(string body)
    {
        using var response = await _service.PostAsync(ApiSite.Events, Json(body), Cancellation);

        await response.AssertRefusedAsync(400);
    }

    [Fact]
    public async Task Json_ThatIsNestedTooDeeply_IsRefused()
    {
        var deep = new string('[', 40) + new string(']', 40);
        var body = $$$"""{"events":[{"commandId":"{{{ApiSite.NewId()}}}","type":"v1.ChatMessageSent","payload":{"extra": {{{deep}}} }}]}""";

        using var response = await _service.PostAsync(ApiSite.Events, Json(body), Cancellation);

        await response.AssertRefusedAsync(400);
    }

    [Theory]
    [InlineData("v1.UserCreated", "{\"id\":\"01980000-0000-7000-8000-000000000001\",\"name\":\"Boss\"}", "This type can't be pushed")]
    [InlineData("v1.TokenCreated", "{}", "This type can't be pushed")]
    [InlineData("v1.AnswerImported", "{}", "This type can't be pushed")]
    [InlineData("v2.ChatMessageSent", "{}", "This type can't be pushed")]
    [InlineData("", "{}", "This type can't be pushed")]
    [InlineData("v1.ChatMessageSent", "{}", "The payload of v1.ChatMessageSent needs conversationId and message.")]
    [InlineData("v1.ChatMessageSent", "[]", "The payload of v1.ChatMessageSent needs conversationId and message.")]
    [InlineData("v1.ChatMessageSent", "null", "The payload of v1.ChatMessageSent needs conversationId and message.")]
    [InlineData("v1.ChatMessageSent", "{\"conversationId\":\"c\",\"message\":\"a\"}", "The payload of v1.ChatMessageSent needs conversationId and message. It can't be read at conversationId.")]
    [InlineData("v1.ChatMessageSent", "{\"conversationId\":\"01980000-0000-7000-8000-000000000001\",\"message\":\"  \"}", "There is nothing to send yet.")]
    [InlineData("v1.ChatMessageSent", "{\"conversationId\":\"01980000-0000-7000-8000-000000000001\",\"message\":\"a\\ud800\"}", "The payload of")]
    [InlineData("v1.ChatMessageSent", "{\"conversationId\":\"01980000-0000-7000-8000-000000000001\",\"message\":\"a\",\"role\":\"assistant\"}", "The role")]
    [InlineData("v1.ChatMessageSent", "{\"conversationId\":\"01980000-0000-8000-8000-000000000001\",\"message\":\"a\"}", "This id can't be used.")]
    [InlineData("v1.ConversationCreated", "{\"id\":\"00000000-0000-0000-0000-000000000000\",\"title\":\"a\"}", "This id can't be used.")]
    [InlineData("v1.ConversationCreated", "{\"id\":\"01980000-0000-7000-8000-000000000001\",\"title\":\" \"}", "A title needs")]
    [InlineData("v1.ConversationRenamed", "{\"conversationId\":\"01980000-0000-7000-8000-000000000001\",\"title\":\"a\"}", "There is no such conversation.")]
    [InlineData("v1.LLMResponseReceived", "{\"conversationId\":\"01980000-0000-7000-8000-000000000001\",\"responseToMessageId\":\"01980000-0000-7000-8000-000000000001\",\"message\":\"a\"}", "There is no such question")]
    public async Task Event_ThatCannotBe_IsNamed_AndNothingOfItsRequestIsCommitted(string type, string payload, string reason)
    {
        var before = await _service.TypesAsync();

        // By hand: no serializer writes half a character.
        var (good, other) = (JsonSerializer.Serialize(ApiSite.Message(_conversation, "Good")), JsonSerializer.Serialize(ApiSite.Event(type, "payload")));
        var body = $$"""{"events":[{{good}},{{other.Replace("\"payload\":\"payload\"", $"\"payload\":{payload}", StringComparison.Ordinal)}},{{good}}]}""";
        using var response = await _service.PostAsync(ApiSite.Events, Json(body), Cancellation);

        Assert.StartsWith($"Event 1: {reason}", await response.AssertRefusedAsync(400), StringComparison.Ordinal);
        Assert.Contains("\"event\":1", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Equal(before, await _service.TypesAsync());
    }

    [Fact]
    public async Task Message_OfAnotherId_CannotTakeTheOnesThatAreThere()
    {
        var id = ApiSite.NewId();
        await _service.CommitAsync(ApiSite.Message(_conversation, "Mine", id: id));

        using var sameMessage = await _service.PushAsync(ApiSite.Message(_conversation, "Yours", id: id));
        using var sameConversation = await _service.PushAsync(ApiSite.Event("v1.ConversationCreated", new { id = _conversation, title = "Yours" }));

        await sameMessage.AssertRefusedAsync(409);
        await sameConversation.AssertRefusedAsync(409);
    }

    [Fact]
    public async Task Request_HoldsUpToAHundredEvents()
    {
        object[] hundred = [.. Enumerable.Range(0, 100).Select(i => ApiSite.Message(_conversation, $"Message {i}"))];

        using var response = await _service.PushAsync([.. hundred, ApiSite.Message(_conversation, "One more")]);
        await response.AssertRefusedAsync(400);

        Assert.Equal(100, (await _service.CommitAsync(hundred)).GetProperty("committed").GetArrayLength());
    }

    [Theory]
    [InlineData("text/plain", 415)]
    [InlineData("application/x-www-form-urlencoded", 415)]
    [InlineData("application/problem+json", 415)]
    [InlineData("application/json; charset=utf-16", 415)]
    [InlineData("", 415)]
    [InlineData("application/json; charset=utf-8", 200)]
    [InlineData("Application/JSON", 200)]
    public async Task Type_OfTheBody_IsJsonAndNothingElse(string type, int status)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { events = new[] { ApiSite.Message(_conversation, "a") } })));
        content.Headers.TryAddWithoutValidation("Content-Type", type);

        using var response = await _service.PostAsync(ApiSite.Events, content, Cancellation);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Body_OfMoreThanAMegabyte_IsTooLong(bool saysSo)
    {
        using var content = Json(JsonSerializer.Serialize(new { events = new[] { ApiSite.Message(_conversation, new string('x', 1_100_000)) } }));
        using HttpRequestMessage request = new(HttpMethod.Post, ApiSite.Events) { Content = content };
        request.Headers.TransferEncodingChunked = !saysSo;
        request.Headers.ExpectContinue = true;

        using var response = await _service.SendAsync(request, Cancellation);

        await response.AssertRefusedAsync(413);
    }

    [Fact]
    public async Task Token_ThatIsRevoked_CommitsNothingMore()
    {
        var token = await _site.IssueAsync();
        using var service = _site.Service(token);
        await service.CommitAsync(ApiSite.Message(_conversation, "Before"));
        await _site.Get<ITokenCommands>().RevokeAsync(token.Id, WorkSquared.Core.Events.Actor.System, Cancellation);

        using var response = await service.PushAsync(ApiSite.Message(_conversation, "After"));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    private static List<long> Positions(JsonElement receipt) =>
        [.. receipt.GetProperty("committed").EnumerateArray().Select(each => each.GetProperty("position").GetInt64())];

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");
}
