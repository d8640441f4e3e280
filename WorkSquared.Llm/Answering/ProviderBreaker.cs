using System.Collections.Concurrent;
using Polly;
using Polly.CircuitBreaker;
using WorkSquared.Core.Chat;
using WorkSquared.Llm.Providers;

namespace WorkSquared.Llm.Answering;

/// <summary>Keeps questions back while the provider fails for everybody: it gets no load that it can't bear, and no turn wastes its attempts.</summary>
/// <remarks>One for each model, as one may be down while the others answer. Opens when half of ten or more requests within 30 seconds failed in a way that passes; after 30 seconds one request tries.</remarks>
internal sealed class ProviderBreaker(ModelInUse model, ModelFailures failures, TimeProvider time)
{
    private static readonly TimeSpan _window = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, Breaker> _breakers = new();
    private readonly SteadyTime _time = new(time);

    /// <remarks>Of the workspace's own model. Half open, one request is trying: whether it is well again is known when that has ended.</remarks>
    public ModelStatus Status => Of(model.ModelId).State.CircuitState switch
    {
        CircuitState.Closed => ModelStatus.Ok,
        CircuitState.HalfOpen => ModelStatus.Unknown,
        _ => ModelStatus.Failing,
    };

    /// <param name="request">Says whether it was sent at all.</param>
    /// <exception cref="BrokenCircuitException">The request was kept back; nothing was run.</exception>
    public async ValueTask RunAsync(string modelId, Func<Task<bool>> request) =>
        await Of(modelId).Pipeline.ExecuteAsync(_ => new ValueTask<bool>(request()), CancellationToken.None);

    /// <summary>How long after such an exception it is worth coming back.</summary>
    /// <remarks>While the one that tries is under way, the breaker's own time runs out: whoever came back at once would come all the time.</remarks>
    public static TimeSpan WaitAfter(BrokenCircuitException kept) => kept.RetryAfter is { TotalSeconds: >= 1 } wait ? wait : _window;

    private Breaker Of(string modelId) => _breakers.GetOrAdd(modelId, Create);

    private Breaker Create(string modelId)
    {
        var state = new CircuitBreakerStateProvider();
        var builder = new ResiliencePipelineBuilder<bool> { TimeProvider = _time };
        builder.AddCircuitBreaker(new CircuitBreakerStrategyOptions<bool>
        {
            FailureRatio = 0.5,
            MinimumThroughput = 10,
            SamplingDuration = _window,
            BreakDuration = _window,
            StateProvider = state,
            ShouldHandle = arguments => ValueTask.FromResult(IsFailure(arguments.Outcome, modelId, state)),
        });
        return new Breaker(builder.Build(), state);
    }

    private bool IsFailure(Outcome<bool> outcome, string modelId, CircuitBreakerStateProvider state) => outcome.Exception switch
    {
        // Of the one that tries this proves nothing, so that the next one tries; any other is none of the provider's doing.
        null when !outcome.Result => state.CircuitState is CircuitState.HalfOpen,
        OperationCanceledException { InnerException: not TimeoutException } => state.CircuitState is CircuitState.HalfOpen,
        null => false,
        var exception => failures.Classify(exception, modelId).Trouble is not null,
    };

    private sealed record Breaker(ResiliencePipeline<bool> Pipeline, CircuitBreakerStateProvider State);

    /// <summary>The breaker asks for the time of day; one that jumps must not keep it open for an hour, or close it at once.</summary>
    private sealed class SteadyTime(TimeProvider time) : TimeProvider
    {
        private readonly DateTimeOffset _start = time.GetUtcNow();
        private readonly long _started = time.GetTimestamp();

        public override long TimestampFrequency => time.TimestampFrequency;

        public override long GetTimestamp() => time.GetTimestamp();

        public override DateTimeOffset GetUtcNow() => _start + time.GetElapsedTime(_started);
    }
}
