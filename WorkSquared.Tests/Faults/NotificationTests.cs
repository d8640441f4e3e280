using System.Runtime.CompilerServices;
using CsCheck;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using WorkSquared.Core.Bus;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Sharing;
using WorkSquared.Tests.Core;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Faults;

/// <summary>Notifications are hints: lost, doubled or late, they change when something happens and never what.</summary>
public sealed class NotificationTests : IDisposable
{
    private readonly ScriptedChatClient _model = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EveryWakeUpLost_TurnsAreStillAnswered_AndStopStillStops()
    {
        await using var workspace = await AnsweringWorkspace.StartAsync(url: null, services => services
            .AddSingleton<IChatClient>(_model)
            .AddSingleton<IEventBus>(provider => new DeafBus(provider.GetRequiredService<EventBus>())));
        var conversation = workspace.NewId();
        var stopped = await workspace.SayAsync(conversation, "A long one");
        await workspace.SayAsync(conversation, "The next");

        var first = await AdvanceToNextCallAsync(workspace);
        await workspace.Chat.StopAsync(TestWorkspace.StoreId, conversation, stopped.TurnId, workspace.Ada, Cancellation);
        await workspace.AdvanceUntilAsync(() => first.Cancelled);
        var second = await AdvanceToNextCallAsync(workspace);
        Assert.Equal("user: The next", second.Turns.Last());
        second.Answer("Done.");

        var log = await workspace.TakeAsync(8);
        Assert.Equal([1, 1], log.EndsOfTurns());
    }

    [Fact]
    public async Task Subscriber_ToldTwiceOrLate_GetsEveryEventOnceAndInOrder() =>
        await Gen.Int[1, 20].Array[1, 60].SampleAsync(
            async repeats =>
            {
                var log = new RecordedLog("s");
                var bus = new EventBus(log, new EverybodySees(), TestMeters.Core(), TimeProvider.System);
                using var stopping = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
                var pumping = bus.PumpAsync(stopping.Token);
                var events = new List<CommittedEvent> { log.Add(1) };
                await using var subscriber = bus.SubscribeAsync(Reader.OfTheSystem("s"), 0, topic: null, Cancellation).GetAsyncEnumerator(Cancellation);
                Assert.True(await subscriber.MoveNextAsync());
                Assert.Equal(1, subscriber.Current.Position);

                // Each event, and after it one of those before it again.
                foreach (var back in repeats)
                {
                    events.Add(log.Add(events.Count + 1));
                    bus.Publish([events[^1]]);
                    bus.Publish([events[Math.Max(0, events.Count - back)]]);
                }

                for (var position = 2; position <= events.Count; position++)
                {
                    Assert.True(await subscriber.MoveNextAsync());
                    Assert.Equal(position, subscriber.Current.Position);
                }

                await stopping.CancelAsync();
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pumping);
            },
            iter: 200,
            threads: 1);

    [Fact]
    public async Task Page_ToldTwiceOrLate_ShowsTheSame()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        var conversation = workspace.NewId();
        foreach (var number in Enumerable.Range(1, 3))
        {
            await workspace.SayAsync(conversation, $"Question {number}");
            var claim = await workspace.ClaimAsync();
            await workspace.Answers.StartAttemptAsync(claim!, "test", null, Cancellation);
            var metadata = new ResponseMetadata("offline", "stop", Attempt: 1);
            await workspace.Answers.AnswerAsync(claim!, $"Answer {number}", "test", metadata, Cancellation);
        }

        await workspace.SayAsync(conversation, "Still open");
        var events = await workspace.TakeAsync(11);
        var page = Fold(events);

        Gen.Int[0, 12].Array[events.Count].Sample(
            backs =>
            {
                var told = Fold(events.SelectMany((committed, index) => new[] { committed, events[Math.Max(0, index - backs[index])] }));
                Assert.Equal((page.Version, page.Title, page.Tip), (told.Version, told.Title, told.Tip));
                Assert.Equal(page.Messages, told.Messages);
                Assert.Equal(page.OpenTurns, told.OpenTurns);
            },
            iter: 200);

        Conversation Fold(IEnumerable<CommittedEvent> told) =>
            told.Aggregate(Conversation.Empty(TestWorkspace.StoreId, conversation), (state, committed) => state.Apply(committed));
    }

    public void Dispose() => _model.Dispose();

    private async Task<ScriptedCall> AdvanceToNextCallAsync(TestWorkspace workspace)
    {
        ScriptedCall? call = null;
        await workspace.AdvanceUntilAsync(async () => call = await _model.NextCallAsync());
        return call!;
    }

    /// <summary>Tells listeners nothing at all.</summary>
    private sealed class DeafBus(EventBus inner) : IEventBus
    {
        public IAsyncEnumerable<CommittedEvent> SubscribeAsync(
            Reader reader, long after, Guid? topic, CancellationToken cancellationToken) =>
            inner.SubscribeAsync(reader, after, topic, cancellationToken);

        public async IAsyncEnumerable<CommittedEvent> ListenAsync([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
            yield break;
        }
    }
}
