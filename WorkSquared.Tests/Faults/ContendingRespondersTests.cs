using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using WorkSquared.Core;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Turns;
using WorkSquared.Core.Verification;
using WorkSquared.Llm.Answering;
using WorkSquared.Llm.Connecting;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Faults;

/// <summary>Two responders on one database: of one instance, and of two, as if the lock of the data directory had failed.</summary>
/// <remarks>Two instances take each other's turns at once, so that some turns are given up; none has two ends.</remarks>
public sealed class ContendingRespondersTests
{
    private const int Turns = 50;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TwoResponders_OfOneInstance_AnswerEveryTurnOnce_WithOneRequestEach()
    {
        var model = new PromptModel();
        await using var workspace = await StartAsync(model, static services => ActivatorUtilities.CreateInstance<Responder>(services));

        var log = await AskAsync(workspace);

        Assert.Equal(Turns, log.Count(committed => committed.Data is LLMResponseReceived));
        Assert.Equal(Turns, log.Count(committed => committed.Data is LLMResponseStarted));
        Assert.Equal(Turns, model.Requests);
    }

    [Fact]
    public async Task TwoInstances_ThatTakeEachOthersTurns_EndEachOnce_AndRecordEveryRequest()
    {
        var model = new PromptModel();
        await using var workspace = await StartAsync(model, OfAnotherInstance);

        var log = await AskAsync(workspace);

        // A claim that was taken over may have sent its request; it was recorded, under an epoch of its own.
        var attempts = log.Where(committed => committed.Data is LLMResponseStarted)
            .Select(committed => (committed.CausationId, ((LLMResponseStarted)committed.Data).Epoch)).ToList();
        Assert.Equal(attempts.Count, attempts.Distinct().Count());
        Assert.InRange(model.Requests, 1, attempts.Count);
    }

    [Fact]
    public async Task TwoInstances_NeverHoldOneEpoch_AndOneAloneCommitsTheAnswer()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        await AskAllAsync(workspace);
        var (claims, committed) = (new ConcurrentBag<TurnClaim>(), new ConcurrentBag<Guid>());

        await Task.WhenAll(Enumerable.Range(0, 2).Select(async _ =>
        {
            var instance = InstanceId.New(workspace.Time);
            var services = workspace.Get<IServiceProvider>();
            var queue = ActivatorUtilities.CreateInstance<TurnQueue>(services, instance);
            var answers = ActivatorUtilities.CreateInstance<AnswerCommands>(services, instance);
            while (await queue.ClaimNextAsync(Responder.Lease, isLastSlot: false, Cancellation) is { } claim)
            {
                claims.Add(claim);
                if (await answers.AnswerAsync(claim, "Yes.", "test", new ResponseMetadata("offline", "stop", 1), Cancellation))
                {
                    committed.Add(claim.TurnId);
                }
            }
        }));

        Assert.Equal(claims.Count, claims.DistinctBy(claim => (claim.TurnId, claim.Epoch)).Count());
        Assert.Equal((Turns, Turns), (committed.Count, committed.Distinct().Count()));
    }

    /// <returns>The whole log, once every turn has ended.</returns>
    private static async Task<List<CommittedEvent>> AskAsync(TestWorkspace workspace)
    {
        await AskAllAsync(workspace);
        var ended = 0;
        await workspace.Bus.SubscribeAsync(TestWorkspace.AllSeeing, 0, topic: null, Cancellation)
            .FirstAsync(committed => EventTypes.Terminal.Contains(committed.Type) && ++ended == Turns, Cancellation);

        // Whoever is late has tried by the time that everything is drained.
        await workspace.AdvanceUntilAsync(workspace.RestartAsync);
        var head = (await workspace.Reader.ListAsync(TestWorkspace.AllSeeing, 100, Cancellation)).Version;
        var log = await workspace.TakeAsync((int)head);
        Assert.Equal(Enumerable.Repeat(1, Turns), log.EndsOfTurns());
        Assert.Empty((await workspace.Get<ILogVerifier>().VerifyAsync(Cancellation)).Faults);
        return log;
    }

    private static Task AskAllAsync(TestWorkspace workspace) =>
        Task.WhenAll(Enumerable.Range(0, Turns).Select(number => workspace.SayAsync(workspace.NewId(), $"Question {number}")));

    private static Task<TestWorkspace> StartAsync(PromptModel model, Func<IServiceProvider, IHostedService> second) =>
        AnsweringWorkspace.StartAsync(url: null, services => services.AddSingleton<IChatClient>(model).AddSingleton(second));

    private static Responder OfAnotherInstance(IServiceProvider services)
    {
        var instance = InstanceId.New(services.GetRequiredService<TimeProvider>());
        var queue = ActivatorUtilities.CreateInstance<TurnQueue>(services, instance);
        var answers = ActivatorUtilities.CreateInstance<AnswerCommands>(services, instance);
        var model = ActivatorUtilities.CreateInstance<CurrentModel>(services, new ScopesOfAnother(services.GetRequiredService<IServiceScopeFactory>(), queue, answers));
        return ActivatorUtilities.CreateInstance<Responder>(services, queue, model);
    }

    /// <summary>The scopes of models, in which the runner is that of another instance.</summary>
    private sealed class ScopesOfAnother(IServiceScopeFactory scopes, params object[] own) : IServiceScopeFactory
    {
        public IServiceScope CreateScope() => new Scope(scopes.CreateScope(), own);

        private sealed class Scope(IServiceScope scope, object[] own) : IServiceScope, IServiceProvider
        {
            public IServiceProvider ServiceProvider => this;

            public object? GetService(Type serviceType) => serviceType == typeof(TurnRunner)
                ? ActivatorUtilities.CreateInstance<TurnRunner>(scope.ServiceProvider, own)
                : scope.ServiceProvider.GetService(serviceType);

            public void Dispose() => scope.Dispose();
        }
    }

    /// <summary>Answers at once, whatever it is asked.</summary>
    private sealed class PromptModel : IChatClient
    {
        private int _requests;

        public int Requests => _requests;

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages,
            ChatOptions? options = null,
            [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _requests);
            await Task.Yield();
            yield return new ChatResponseUpdate(ChatRole.Assistant, "Yes.") { FinishReason = ChatFinishReason.Stop };
        }

        public Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public object? GetService(Type serviceType, object? serviceKey) => null;

        public void Dispose()
        {
        }
    }
}
