using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Polly.CircuitBreaker;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Verification;
using WorkSquared.Llm.Connecting;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Faults;

public sealed class ClockJumpTests : IDisposable
{
    private readonly ScriptedChatClient _model = new();
    private readonly JumpingClock _clock = new();

    /// <summary>Hours.</summary>
    public static TheoryData<int> Jumps => [-1, 1, -400 * 24, 400 * 24];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Jumps))]
    public async Task JumpWhileATurnRuns_ChangesNeitherOrderNorNumberOfAnswers(int hours)
    {
        await using var workspace = await StartAsync();
        var conversation = workspace.NewId();
        await workspace.SayAsync(conversation, "First");
        var first = await _model.NextCallAsync();
        first.Say("One");

        _clock.Jump(TimeSpan.FromHours(hours));
        await workspace.SayAsync(conversation, "Second");
        _clock.Advance(TimeSpan.FromSeconds(45));
        Assert.Null(await workspace.ClaimAsync());
        Assert.False(_model.HasCall);
        first.Finish();

        var second = await NextCallAsync();
        Assert.Equal(["user: First", "assistant: One", "user: Second"], second.Turns);
        second.Answer("Two");
        await AssertAnsweredOnceAsync(workspace, events: 7, turns: 2);
        Assert.Equal(["First", "Second", "One", "Two"], (await workspace.OpenAsync(conversation)).Messages.Select(message => message.Text));
    }

    [Theory]
    [MemberData(nameof(Jumps))]
    public async Task JumpWhileATurnWaitsForItsRetry_HoldsItUpForNoLongerThanAnyWaitMay(int hours)
    {
        await using var workspace = await StartAsync();
        await workspace.SayAsync(workspace.NewId(), "Ask me");
        (await _model.NextCallAsync()).Fail(new IOException());
        await workspace.TakeAsync(4);

        _clock.Jump(TimeSpan.FromHours(hours));
        _clock.Advance(TimeSpan.FromSeconds(1));

        (await NextCallAsync()).Answer("There it is.");
        await AssertAnsweredOnceAsync(workspace, events: 6, turns: 1);
    }

    [Fact]
    public async Task ClockSetBackByMinutes_MakesATurnWaitThoseMinutes_AndNoMore()
    {
        await using var workspace = await StartAsync();
        await workspace.SayAsync(workspace.NewId(), "Ask me");
        (await _model.NextCallAsync()).Fail(new IOException());
        await workspace.TakeAsync(4);

        _clock.Jump(TimeSpan.FromMinutes(-9));
        _clock.Advance(TimeSpan.FromMinutes(8));
        Assert.Null(await workspace.ClaimAsync());
        _clock.Advance(TimeSpan.FromMinutes(1) + TimeSpan.FromSeconds(1));

        (await NextCallAsync()).Answer("There it is.");
        await AssertAnsweredOnceAsync(workspace, events: 6, turns: 1);
    }

    [Theory]
    [MemberData(nameof(Jumps))]
    public async Task JumpWhileTheBreakerIsOpen_NeitherClosesItNorKeepsItOpen(int hours)
    {
        await using var workspace = await StartAsync();
        using var model = workspace.Get<CurrentModel>().Use();
        var breaker = model.Breaker;
        for (var failure = 0; failure < 10; failure++)
        {
            await Assert.ThrowsAsync<IOException>(() => breaker.RunAsync("gpt-4o", () => Task.FromException<bool>(new IOException())).AsTask());
        }

        _clock.Jump(TimeSpan.FromHours(hours));
        await Assert.ThrowsAsync<BrokenCircuitException>(() => breaker.RunAsync("gpt-4o", () => Task.FromResult(true)).AsTask());

        _clock.Advance(TimeSpan.FromSeconds(31));
        await breaker.RunAsync("gpt-4o", () => Task.FromResult(true));
        Assert.Equal(ModelStatus.Ok, breaker.Status);
    }

    public void Dispose() => _model.Dispose();

    /// <summary>Without the clock being turned any further.</summary>
    private Task<ScriptedCall> NextCallAsync() => _model.NextCallAsync().WaitAsync(TimeSpan.FromSeconds(30), Cancellation);

    private async Task AssertAnsweredOnceAsync(TestWorkspace workspace, int events, int turns)
    {
        Assert.Equal(Enumerable.Repeat(1, turns), (await workspace.TakeAsync(events)).EndsOfTurns());
        Assert.Equal(events, (await workspace.Reader.ListAsync(TestWorkspace.AllSeeing, 10, Cancellation)).Version);
        Assert.Empty((await workspace.Get<ILogVerifier>().VerifyAsync(Cancellation)).Faults);
        Assert.False(_model.HasCall);
    }

    /// <summary>A retry waits for nine tenths of a second.</summary>
    private Task<TestWorkspace> StartAsync() => AnsweringWorkspace.StartAsync(url: null, services => services
        .WithRetriesAtOnce(jitter: 0.9)
        .AddSingleton<TimeProvider>(_clock)
        .AddSingleton<IChatClient>(_model));
}
