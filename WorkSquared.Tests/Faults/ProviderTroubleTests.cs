using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using WorkSquared.Core.Chat;
using WorkSquared.Llm.Answering;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Faults;

/// <summary>A provider in trouble, from wire to log: every request is recorded, none comes before its time.</summary>
public sealed class ProviderTroubleTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(429, "rate_limited")]
    [InlineData(500, "provider_error")]
    [InlineData(503, "provider_error")]
    [InlineData(529, "provider_error")]
    public async Task TroubleThatPasses_IsThreeRequests_EachRecorded(int status, string errorClass)
    {
        await using var provider = RawProvider.Start(_ => RawProvider.Status(status));
        await using var workspace = await AnsweringWorkspace.StartAsync(provider.Url);

        var failed = await FailureAsync(workspace, events: 8);

        Assert.Equal((errorClass, true), (failed.ErrorClass, failed.Retryable));
        Assert.Equal(RetryPolicy.MaxAttempts, provider.Requests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ProviderThatIsNotThere_IsUnreachable_AfterThreeRecordedAttempts(bool hasName)
    {
        var url = hasName ? "http://nobody.invalid" : $"http://127.0.0.1:{ClosedPort()}";
        await using var workspace = await AnsweringWorkspace.StartAsync(url);

        Assert.Equal("unreachable", (await FailureAsync(workspace, events: 8)).ErrorClass);
    }

    [Theory]
    [InlineData(400, "bad_request")]
    [InlineData(401, "unauthorized")]
    [InlineData(404, "not_found")]
    public async Task TroubleThatStays_IsOneRequest(int status, string errorClass)
    {
        await using var provider = RawProvider.Start(_ => RawProvider.Status(status));
        await using var workspace = await AnsweringWorkspace.StartAsync(provider.Url);

        Assert.Equal(errorClass, (await FailureAsync(workspace, events: 4)).ErrorClass);
        Assert.Equal(1, provider.Requests);
    }

    [Theory]
    [InlineData("Retry-After: 7", 7_000)]
    [InlineData("Retry-After: Mon, 05 Jan 2026 09:00:20 GMT", 20_000)]
    [InlineData("retry-after-ms: 2500", 2_500)]
    [InlineData("Retry-After: 600", 600_000)]
    public async Task WaitThatTheProviderAsksFor_IsKept_ToTheMillisecond(string header, int milliseconds)
    {
        TestWorkspace? workspace = null;
        var arrivals = new ConcurrentQueue<DateTimeOffset>();
        await using var provider = RawProvider.Start(number =>
        {
            arrivals.Enqueue(workspace!.Time.GetUtcNow());
            return number == 1 ? RawProvider.Status(429, header) : RawProvider.Answer("There it is.");
        });
        await using var _ = workspace = await AnsweringWorkspace.StartAsync(provider.Url);
        await workspace.SayAsync(workspace.NewId(), "Ask me");
        var delayed = Assert.IsType<LLMResponseDelayed>((await workspace.TakeAsync(4))[^1].Data);
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), delayed.RetryAt - delayed.CreatedAt);

        // The writer serves in order: when this claim has failed, so has every one that the responder made before.
        workspace.Time.Advance(delayed.RetryAt - workspace.Time.GetUtcNow() - TimeSpan.FromMilliseconds(1));
        Assert.Null(await workspace.ClaimAsync());
        Assert.Equal(1, provider.Requests);

        // No further: a clock that runs ahead of a real socket would find it silent.
        workspace.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.IsType<LLMResponseReceived>((await workspace.TakeAsync(6))[^1].Data);
        Assert.InRange(arrivals.Last(), delayed.RetryAt, DateTimeOffset.MaxValue);
        Assert.Equal(2, provider.Requests);
    }

    [Theory]
    [InlineData("Retry-After: 1500", "25 minutes")]
    [InlineData("Retry-After: Mon, 05 Jan 2026 12:00:00 GMT", "3 hours")]
    [InlineData("retry-after-ms: 660000", "11 minutes")]
    public async Task WaitBeyondTenMinutes_FailsAtOnce_AndSaysHowLong(string header, string wait)
    {
        await using var provider = RawProvider.Start(_ => RawProvider.Status(503, header));
        await using var workspace = await AnsweringWorkspace.StartAsync(provider.Url);

        Assert.Contains(wait, (await FailureAsync(workspace, events: 4)).Reason, StringComparison.Ordinal);
        Assert.Equal(1, provider.Requests);
    }

    /// <summary>Asks once and waits for the end, which must be the last of so many events.</summary>
    private static async Task<LLMResponseFailed> FailureAsync(TestWorkspace workspace, int events)
    {
        await workspace.SayAsync(workspace.NewId(), "Ask me");
        var log = await workspace.TakeAsync(events);

        Assert.Equal((events - 2) / 2, log.Count(committed => committed.Data is LLMResponseStarted));
        Assert.Equal([1], log.EndsOfTurns());
        return Assert.IsType<LLMResponseFailed>(log[^1].Data);
    }

    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
