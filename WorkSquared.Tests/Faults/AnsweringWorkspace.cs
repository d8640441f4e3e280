using Microsoft.Extensions.DependencyInjection;
using WorkSquared.Core.Events;
using WorkSquared.Llm.Answering;
using WorkSquared.Llm.Providers;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Faults;

/// <summary>The whole way of an answer: responder, chat clients, and a provider at an address of the test's.</summary>
internal static class AnsweringWorkspace
{
    /// <param name="url">Where the provider is; null where the test brings a chat client of its own.</param>
    public static Task<TestWorkspace> StartAsync(string? url, Action<IServiceCollection>? configure = null) =>
        TestWorkspace.StartAsync(configure: services =>
        {
            services.AddWorkSquaredLlm().WithRetriesAtOnce();
            if (url is not null)
            {
                services.Configure<LlmOptions>(llm => (llm.Provider, llm.Endpoint) = ("OpenAI", $"{url}/v1"));
            }

            configure?.Invoke(services);
        });

    /// <summary>Back-off takes no time, so that none need pass.</summary>
    public static IServiceCollection WithRetriesAtOnce(this IServiceCollection services, double jitter = 0) =>
        services.AddSingleton(new RetryPolicy(new Always(jitter)));

    /// <summary>How often each turn has ended.</summary>
    public static IEnumerable<int> EndsOfTurns(this IEnumerable<CommittedEvent> events) => events
        .Where(committed => EventTypes.Terminal.Contains(committed.Type))
        .CountBy(committed => committed.CausationId!.Value)
        .Select(turn => turn.Value);

    private sealed class Always(double sample) : Random
    {
        public override double NextDouble() => sample;
    }
}
