using System.Net.Http.Json;
using System.Text.RegularExpressions;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Web.Hosting;

public sealed class TelemetryTests
{
    private const string Canary = "canary-51c4";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Nothing_IsExported_UnlessACollectorIsNamed()
    {
        using var site = new TestSite();

        Assert.Null(site.Services.GetService(typeof(TracerProvider)));
        Assert.Null(site.Services.GetService(typeof(MeterProvider)));
    }

    [Fact]
    public async Task Collector_GetsSpansAndMetrics_AndNoText_WhateverTheEnvironmentAsksFor()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using var provider = await ScriptedProvider.StartAsync();
        provider.Next(wire => wire.StatusAsync(400, "invalid_request", message: $"You said: {Canary}"));
        provider.Answer(Canary);
        await using var server = await ServerProcess.StartAsync(
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Url),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_BSP_SCHEDULE_DELAY", "100"),
            ("OTEL_METRIC_EXPORT_INTERVAL", "100"),
            ("OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT", "true"),
            ("WorkSquared__Llm__Provider", "OpenAI"),
            ("WorkSquared__Llm__Endpoint", $"{provider.Url}/v1"),
            ("WorkSquared__Llm__ApiKey", Canary),
            ("WorkSquared__Llm__Model", "scripted"));
        using var client = SignedIn.ClientOf(server.Url);

        await client.PostAsync("/_blazor/negotiate?negotiateVersion=1", content: null, Cancellation);
        await SendAsync(client);
        await SendAsync(client);

        // Each span is sent when it has ended: that of a whole turn after those within it, in another batch perhaps.
        string[] names = ["POST /c/{conversation}/messages", "chat.send", "log.commit", "turn.claim", "turn.attempt", "turn.end", "chat scripted"];
        var spans = await collector.WhenReceivedAsync(
            "/v1/traces", sent => Regex.Count(sent, "turn\\.answer") == 2 && names.All(name => sent.Contains(name, StringComparison.Ordinal)));
        Assert.Contains("ClientResultException", spans, StringComparison.Ordinal);
        Assert.DoesNotContain("HTTP 400", spans, StringComparison.Ordinal);
        Assert.DoesNotContain("_blazor", spans, StringComparison.Ordinal);

        string[] figures =
            ["answered", "failed", "worksquared.turns.oldest_waiting", "worksquared.log.commit.duration", "gen_ai.client.operation.duration", "dotnet.gc"];
        await collector.WhenReceivedAsync("/v1/metrics", sent => figures.All(figure => sent.Contains(figure, StringComparison.Ordinal)));

        Assert.DoesNotContain(Canary, collector.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("traceparent", provider.Requests.SelectMany(request => request.Headers.Keys));
    }

    [Fact]
    public async Task Link_OfAnInvite_IsInNoSpan_AndInNoLog()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using var server = await ServerProcess.StartAsync(
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Url),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_BSP_SCHEDULE_DELAY", "100"));
        using var client = new HttpClient { BaseAddress = new Uri(server.Url) };

        await client.GetAsync($"/join/wsi_{Canary}", Cancellation);
        await client.GetAsync($"/reset/{Canary}", Cancellation);
        await client.GetAsync($"/sign-in?return=%2Fjoin%2Fwsi_{Canary}", Cancellation);

        string[] names = ["GET /join/{Text}", "GET /reset/{Text}", "GET /sign-in"];
        await collector.WhenReceivedAsync("/v1/traces", sent => names.All(name => sent.Contains(name, StringComparison.Ordinal)));
        Assert.DoesNotContain(Canary, collector.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, server.Said, StringComparison.Ordinal);
    }

    private static async Task SendAsync(HttpClient client)
    {
        var ids = (Conversation: NewId(), Command: NewId());
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/c/{ids.Conversation}/messages")
        {
            Content = JsonContent.Create(new { commandId = ids.Command, text = Canary }),
        };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        (await client.SendAsync(request, Cancellation)).EnsureSuccessStatusCode();
    }

    private static Guid NewId() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
}
