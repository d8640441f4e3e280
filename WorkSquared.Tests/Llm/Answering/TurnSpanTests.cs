using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WorkSquared.Llm.Providers;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Llm.Answering;

[Collection(nameof(SpanTests))]
public sealed class TurnSpanTests : IDisposable
{
    private readonly ScriptedChatClient _model = new();

    [Fact]
    public async Task RequestToTheModel_StandsInTheTurnsTrace_BelowItsAnswer()
    {
        using var spans = new RecordedSpans();
        await using var workspace = await TestWorkspace.StartAsync(configure: services => services
            .AddKeyedSingleton<IChatClient>(ChatClients.OfflineKey, _model)
            .AddWorkSquaredLlm()
            .Configure<LlmOptions>(llm => llm.Provider = "Offline"));
        await workspace.SayAsync(workspace.NewId(), "Where does the time go?");
        (await _model.NextCallAsync()).Answer("Here.");
        var turn = (await workspace.TakeAsync(4))[^1].CausationId!.Value;
        await workspace.RestartAsync();

        var answer = spans.Single("turn.answer");
        var request = Assert.Single(spans.Ended, span => span.OperationName.StartsWith("chat ", StringComparison.Ordinal));
        Assert.Equal(turn.ToString("N"), answer.TraceId.ToHexString());
        Assert.Equal((answer.TraceId, answer.SpanId), (request.TraceId, request.ParentSpanId));
        Assert.Equal(answer.SpanId, spans.Single("turn.attempt").ParentSpanId);
        Assert.Equal(answer.SpanId, spans.Single("turn.end").ParentSpanId);
    }

    [Fact]
    public async Task WhatTheProviderSaidOfAFailure_IsNotLogged()
    {
        using var logs = new RecordedLogs();
        await using var workspace = await TestWorkspace.StartAsync(configure: services => services
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logs))
            .AddKeyedSingleton<IChatClient>(ChatClients.OfflineKey, _model)
            .AddWorkSquaredLlm()
            .Configure<LlmOptions>(llm => llm.Provider = "Offline"));
        await workspace.SayAsync(workspace.NewId(), "canary-90ab");

        (await _model.NextCallAsync()).Fail(new InvalidOperationException("You said: canary-90ab"));
        await workspace.TakeAsync(4);

        Assert.Contains("has no answer", logs.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("canary-90ab", logs.Text, StringComparison.Ordinal);
    }

    public void Dispose() => _model.Dispose();
}
