using Polly;
using Polly.CircuitBreaker;
using WorkSquared.Core.Chat;
using WorkSquared.Llm.Providers;

namespace WorkSquared.Llm.Answering;

/// <summary>Keeps questions back while the provider fails for everybody: it gets no load that it can't bear, and no turn wastes its attempts.</summary>
/// <remarks>Opens when half of ten or more requests within 30 seconds failed in a way that passes; after 30 seconds one request tries.</remarks>
internal sealed class ProviderBreaker : IModelHealth
{
    private static readonly TimeSpan _window = TimeSpan.FromSeconds(30);

    private readonly ResiliencePipeline _pipeline;
    private readonly CircuitBreakerStateProvider _state = new();

    public ProviderBreaker(ModelFailures failures, TimeProvider time)
    {
        var builder = new ResiliencePipelineBuilder { TimeProvider = new SteadyTime(time) };
        builder.AddCircuitBreaker(new CircuitBreakerStrategyOptions
        {
            FailureRatio = 0.5,
            MinimumThroughput = 10,
            SamplingDuration = _window,
            BreakDuration = _window,
            StateProvider = _state,
            ShouldHandle = arguments => ValueTask.FromResult(
                arguments.Outcome.Exception is { } exception
                && exception is not OperationCanceledException
                && failures.Classify(exception).Trouble is not null),
        });
        _pipeline = builder.Build();
    }

    /// <remarks>Half open, one request is trying: whether it is well again is known when that has ended.</remarks>
    public ModelStatus Status => _state.CircuitState switch
    {
        CircuitState.Closed => ModelStatus.Ok,
        CircuitState.HalfOpen => ModelStatus.Unknown,
        _ => ModelStatus.Failing,
    };

    /// <exception cref="BrokenCircuitException">The request was kept back; nothing was run.</exception>
    public ValueTask RunAsync(Func<Task> request) => _pipeline.ExecuteAsync(_ => new ValueTask(request()), CancellationToken.None);

    /// <summary>How long after such an exception it is worth coming back.</summary>
    public static TimeSpan WaitAfter(BrokenCircuitException kept) => kept.RetryAfter ?? _window;

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
