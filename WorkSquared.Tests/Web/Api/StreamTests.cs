using System.Net.Http.Headers;
using System.Text.Json;
using WorkSquared.Core.Bus;
using WorkSquared.Core.Events;
using WorkSquared.Core.Tokens;
using WorkSquared.Web.Api;

namespace WorkSquared.Tests.Web.Api;

public sealed class StreamTests : IAsyncLifetime
{
    private readonly Guid _conversation = ApiSite.NewId();
    private ApiSite _site = null!;
    private IssuedToken _token = null!;
    private HttpClient _service = null!;

    // Whoever set the site up, and the service with its token.
    private long _head;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _site = ApiSite.Start();
        _token = await _site.IssueAsync();
        _service = _site.Service(_token);
        _head = (await _service.PullAsync()).GetProperty("head").GetInt64();
    }

    public async ValueTask DisposeAsync()
    {
        _service.Dispose();
        await _site.DisposeAsync();
    }

    [Fact]
    public async Task Stream_CutAnywhereAndTakenUpAgain_IsWhatThePullHas()
    {
        const int Messages = 40;
        var writing = Task.Run(
            async () =>
            {
                for (var i = 0; i < Messages; i++)
                {
                    await _service.CommitAsync(ApiSite.Message(_conversation, $"Message {i}: Grüße, 漢字, \"quoted\"\nand a line"));
                }
            },
            Cancellation);
        List<string> seen = [];
        var (last, random) = (0L, new Random(7));

        // What there was, the conversation, and the messages.
        var all = (int)_head + 1 + Messages;
        while (seen.Count < all)
        {
            await using (var stream = await OpenAsync(last))
            {
                for (var until = seen.Count + random.Next(1, 12); seen.Count < Math.Min(until, all);)
                {
                    var next = await stream.NextAsync();
                    seen.Add(next.Data);
                    last = next.Id!.Value;
                }
            }

            // The server has noticed that it was cut: until then it is counted.
            SpinWait.SpinUntil(() => _site.Get<StreamSlots>().Open == 0, TimeSpan.FromSeconds(30));
        }

        await writing;
        var pulled = (await _service.PullAsync()).GetProperty("events").EnumerateArray().Select(recorded => recorded.GetRawText());
        Assert.Equal(pulled, seen);
    }

    [Fact]
    public async Task LastEventId_WinsOverTheAddress_AndEachEventNamesItsPlaceAndType()
    {
        await _service.CommitAsync(ApiSite.Message(_conversation, "First"));
        await using var stream = await OpenAsync(after: 0, lastEventId: $"{_head + 1}");

        var next = await stream.NextAsync();

        Assert.Equal((_head + 2, "v1.ChatMessageSent"), (next.Id, next.Type));
        Assert.Equal("First", JsonDocument.Parse(next.Data).RootElement.GetProperty("payload").GetProperty("message").GetString());
        using HttpRequestMessage bad = new(HttpMethod.Get, ApiSite.Stream);
        bad.Headers.Add("Last-Event-ID", "x");
        using var refused = await _service.SendAsync(bad, Cancellation);
        await refused.AssertRefusedAsync(400);
    }

    [Fact]
    public async Task Draft_ComesWithoutAPlace()
    {
        await using var stream = await OpenAsync(after: _head);
        var draft = new Draft("default", _conversation, ApiSite.NewId(), ApiSite.NewId(), 1, "The first words");
        _site.Get<IDraftBoard>().Publish(draft with { StoreId = "other" });
        _site.Get<IDraftBoard>().Publish(draft);

        var next = await stream.NextAsync();

        Assert.Equal((null, "draft"), (next.Id, next.Type));
        Assert.Equal("The first words", JsonDocument.Parse(next.Data).RootElement.GetProperty("text").GetString());
        Assert.DoesNotContain("reasoning", next.Data, StringComparison.Ordinal);

        _site.Get<IDraftBoard>().Publish(draft with { Text = "The first words now", Reasoning = new("First, or last?", 1_200) });
        Assert.Contains("\"reasoning\":{\"text\":\"First, or last?\",\"milliseconds\":1200", (await stream.NextAsync()).Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Revocation_ClosesOpenStreams_WithinFiveSeconds()
    {
        await using var stream = await OpenAsync(after: _head);
        var next = stream.NextOrEndAsync();
        var revoked = TimeProvider.System.GetTimestamp();

        await _site.Get<ITokenCommands>().RevokeAsync(_token.Id, Actor.System, Cancellation);

        Assert.Null(await next);
        Assert.InRange(TimeProvider.System.GetElapsedTime(revoked), TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Streams_OfOneToken_AreCounted_AndAClosedOneMakesRoom()
    {
        List<ServerEvents> streams = [];
        for (var i = 0; i < ApiLimits.StreamsPerToken; i++)
        {
            streams.Add(await OpenAsync());
        }

        using var refused = await _service.GetAsync(ApiSite.Stream, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        await refused.AssertRefusedAsync(429);
        Assert.NotNull(refused.Headers.RetryAfter);

        await streams[0].DisposeAsync();
        var slots = _site.Get<StreamSlots>();
        SpinWait.SpinUntil(() => slots.Open < ApiLimits.StreamsPerToken, TimeSpan.FromSeconds(30));
        await using var another = await OpenAsync();
        Assert.Equal("v1.UserCreated", (await another.NextAsync()).Type);
        foreach (var stream in streams)
        {
            await stream.DisposeAsync();
        }
    }

    private async Task<ServerEvents> OpenAsync(long after = 0, string? lastEventId = null)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, $"{ApiSite.Stream}?after={after}");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        var response = await _service.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        return new ServerEvents(response, await response.Content.ReadAsStreamAsync(Cancellation));
    }

    /// <summary>Reads server-sent events as the standard has them.</summary>
    private sealed class ServerEvents(HttpResponseMessage response, Stream body) : IAsyncDisposable
    {
        private readonly StreamReader _reader = new(body);

        public async Task<ServerEvent> NextAsync() => await NextOrEndAsync() ?? throw new InvalidOperationException("The stream has ended.");

        public async Task<ServerEvent?> NextOrEndAsync()
        {
            var (id, type, data) = ((long?)null, "", (string?)null);
            while (await _reader.ReadLineAsync(Cancellation) is { } line)
            {
                switch (line.Split(": ", 2))
                {
                    case ["id", var value]:
                        id = long.Parse(value, System.Globalization.CultureInfo.InvariantCulture);
                        break;
                    case ["event", var value]:
                        type = value;
                        break;
                    case ["data", var value]:
                        data = value;
                        break;
                    case [""] when data is not null:
                        return new ServerEvent(id, type, data);
                }
            }

            return null;
        }

        public ValueTask DisposeAsync()
        {
            _reader.Dispose();
            response.Dispose();
            return ValueTask.CompletedTask;
        }
    }

    private sealed record ServerEvent(long? Id, string Type, string Data);
}
