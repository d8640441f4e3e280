using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Usage;
using WorkSquared.Llm.Answering;
using WorkSquared.Llm.Providers;
using WorkSquared.Llm.Usage;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Llm.Usage;

/// <summary>From the wire to the ledger: what a provider says, what it does not say, and what it can't have billed.</summary>
public sealed class UsageMeterTests : IAsyncLifetime
{
    private const int MaxOutput = 1000;

    private ScriptedProvider _provider = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _provider = await ScriptedProvider.StartAsync();

    public ValueTask DisposeAsync() => _provider.DisposeAsync();

    [Fact]
    public async Task WhatTheProviderCounts_LandsInTheEvent_WithItsCachedPartAndItsCost()
    {
        await using var workspace = await StartAsync();
        _provider.Next(async wire =>
        {
            await wire.TextAsync("Yes.");
            await wire.FinishAsync();
            await wire.UsageAsync(input: 1_000, output: 200, cached: 600);
            await wire.DoneAsync();
        });

        var (events, usage) = await AskAsync(workspace);

        var started = events.OfType<LLMResponseStarted>().Single();
        var prompt = started.Reservation!.InputTokens;
        Assert.InRange(prompt, 100, 5_000);
        Assert.Equal(new Reservation(prompt, MaxOutput, decimal.Ceiling((prompt * 2.5m) + (MaxOutput * 10m)) / 1_000_000m, "USD"), started.Reservation);
        var metadata = events.OfType<LLMResponseReceived>().Single().Metadata;
        Assert.Equal(new TokenUsage(1_000, 200, 600, 0.00375m, "USD"), metadata.Usage);
        Assert.Equal(prompt, metadata.Prompt!.PromptTokens);
        Assert.Equal((1_000, 600, 200, 0), (usage.InputTokens, usage.CachedInputTokens, usage.OutputTokens, usage.ReservedTokens));
        Assert.Equal([new Cost(0.00375m, "USD")], usage.Costs);
    }

    [Fact]
    public async Task ProviderThatDoesNotCount_IsCountedByUs_AndThatIsSaid()
    {
        await using var workspace = await StartAsync(LlmProvider.Braintrust);
        _provider.Answer("Two words", " and more.");

        var (events, usage) = await AskAsync(workspace);

        var prompt = events.OfType<LLMResponseStarted>().Single().Reservation!.InputTokens;
        var counted = events.OfType<LLMResponseReceived>().Single().Metadata.Usage!;
        Assert.Equal((prompt, true), (counted.InputTokens, counted.IsEstimated));
        Assert.InRange(counted.OutputTokens, 4, 6);
        Assert.Equal((counted.InputTokens + counted.OutputTokens, 0), (usage.Tokens, usage.ReservedTokens));
    }

    [Fact]
    public async Task RequestThatTheProviderRefused_CostsNothing()
    {
        await using var workspace = await StartAsync();
        _provider.Fail(401, "invalid_api_key");

        var (events, usage) = await AskAsync(workspace);

        Assert.Equal(new TokenUsage(0, 0, Cost: 0, Currency: "USD"), events.OfType<LLMResponseFailed>().Single().Usage);
        Assert.Equal((1, 0, 0), (usage.Requests, usage.Tokens, usage.ReservedTokens));
    }

    [Fact]
    public async Task AnswerThatWasCut_KeepsItsReservation_AndTheNextAttemptHasOneOfItsOwn()
    {
        await using var workspace = await StartAsync();
        _provider.Next(wire => wire.TextAsync("Half an ans"));
        _provider.Answer("The answer.");

        var (events, usage) = await AskAsync(workspace);

        Assert.Null(events.OfType<LLMResponseDelayed>().Single().Usage);
        var reserved = events.OfType<LLMResponseStarted>().First().Reservation!;
        Assert.Equal((2, reserved.InputTokens + reserved.OutputTokens), (usage.Requests, usage.ReservedTokens));
        Assert.Equal(usage.ReservedTokens + 12, usage.Tokens);
    }

    [Fact]
    public async Task BudgetThatIsUsedUp_SendsNothing()
    {
        await using var workspace = await StartAsync(configure: services => services.Configure<BudgetOptions>(budget => budget.DailyTokens = MaxOutput));

        var (events, usage) = await AskAsync(workspace);

        Assert.Equal("budget_reached", events.OfType<LLMResponseFailed>().Single().ErrorClass);
        Assert.Empty(_provider.Requests);
        Assert.Equal(UsageSum.None, usage with { Costs = UsageSum.None.Costs });
    }

    [Fact]
    public async Task Details_SayHowTheAnswerCameAbout()
    {
        await using var workspace = await StartAsync();
        var conversation = workspace.NewId();
        await workspace.SayAsync(conversation, "First");
        var first = await EndAsync(workspace, count: 1);
        await workspace.SayAsync(conversation, "Second");
        var second = await EndAsync(workspace, count: 2);

        var reader = workspace.Get<IUsageReader>();
        var answer = await reader.OfAnswerAsync(TestWorkspace.AllSeeing, conversation, second.CausationId!.Value, Cancellation);

        Assert.Equal(("gpt-4o-2024-08-06", "openai", 1, 1, 0), (answer!.ModelId, answer.Source, answer.Attempts, answer.EarlierTurns, answer.OmittedTurns));
        Assert.Equal((10, 2), (answer.Usage!.InputTokens, answer.Usage.OutputTokens));
        Assert.Equal(0, (await reader.OfAnswerAsync(TestWorkspace.AllSeeing, conversation, first.CausationId!.Value, Cancellation))!.EarlierTurns);
        Assert.Null(await reader.OfAnswerAsync(TestWorkspace.AllSeeing, workspace.NewId(), second.CausationId!.Value, Cancellation));
        Assert.Equal(24, (await reader.OfConversationAsync(TestWorkspace.AllSeeing, conversation, Cancellation)).Tokens);
    }

    private static async Task<(List<WorkEvent> Events, UsageSum Usage)> AskAsync(TestWorkspace workspace)
    {
        var conversation = workspace.NewId();
        await workspace.SayAsync(conversation, "Ask me");
        var end = await EndAsync(workspace, count: 1);
        var events = await workspace.TakeAsync((int)end.Position);
        return ([.. events.Select(committed => committed.Data)],
            await workspace.Get<IUsageReader>().OfConversationAsync(TestWorkspace.AllSeeing, conversation, Cancellation));
    }

    private static async Task<CommittedEvent> EndAsync(TestWorkspace workspace, int count) =>
        await workspace.Bus.SubscribeAsync(TestWorkspace.AllSeeing, 0, topic: null, Cancellation)
            .Where(committed => EventTypes.Terminal.Contains(committed.Type)).Skip(count - 1).FirstAsync(Cancellation);

    private Task<TestWorkspace> StartAsync(LlmProvider provider = LlmProvider.OpenAI, Action<IServiceCollection>? configure = null) =>
        TestWorkspace.StartAsync(configure: services =>
        {
            services.AddWorkSquaredLlm().AddSingleton(new RetryPolicy(new AtOnce())).Configure<LlmOptions>(options =>
            {
                options.Provider = provider.ToString();
                options.Endpoint = $"{_provider.Url}/v1";
                options.ApiKey = "key";
                options.MaxOutputTokens = MaxOutput;
                options.Prices = PriceTable.Read(new ConfigurationBuilder()
                    .AddInMemoryCollection(new Dictionary<string, string?>
                    {
                        [$"{PriceTable.SectionName}:gpt-4o:Input"] = "2.5",
                        [$"{PriceTable.SectionName}:gpt-4o:CachedInput"] = "1.25",
                        [$"{PriceTable.SectionName}:gpt-4o:Output"] = "10",
                    })
                    .Build());
            });
            configure?.Invoke(services);
        });

    /// <summary>No wait before the next attempt, so that no time need pass.</summary>
    private sealed class AtOnce : Random
    {
        public override double NextDouble() => 0;
    }
}
