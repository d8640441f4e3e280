using WorkSquared.Core.Bus;
using WorkSquared.Core.Sharing;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Core;

public sealed class EventBusTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Subscriber_WhoComesWhileOthersWrite_GetsEveryEventOnceAndInOrder()
    {
        const int Senders = 8;
        const int Each = 40;
        await using var workspace = await TestWorkspace.StartAsync();
        var conversation = workspace.NewId();
        var total = 1 + (Senders * Each);

        var writing = Task.WhenAll(Enumerable.Range(0, Senders).Select(async _ =>
        {
            foreach (var number in Enumerable.Range(0, Each))
            {
                await workspace.SayAsync(conversation, $"Message {number}");
            }
        }));
        var readings = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => workspace.TakeAsync(total)));
        await writing;

        Assert.All(readings, reading => Assert.Equal(Enumerable.Range(1, total).Select(p => (long)p), reading.Select(committed => committed.Position)));
    }

    [Fact]
    public async Task SlowSubscriber_FallsBehind_AndStillMissesNothing()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        var conversation = workspace.NewId();
        await using var slow = workspace.Bus.SubscribeAsync(TestWorkspace.AllSeeing, 0, topic: null, Cancellation).GetAsyncEnumerator(Cancellation);
        await workspace.SayAsync(conversation, "The first");
        Assert.True(await slow.MoveNextAsync());

        // Far more than its queue holds, while it does not read at all.
        await Task.WhenAll(Enumerable.Range(0, 900).Select(number => workspace.SayAsync(conversation, $"Message {number}")));

        for (var position = 2L; position <= 902; position++)
        {
            Assert.True(await slow.MoveNextAsync());
            Assert.Equal(position, slow.Current.Position);
        }
    }

    [Fact]
    public async Task Subscriber_OfOneConversation_HearsOfNoOther()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        var (mine, other) = (workspace.NewId(), workspace.NewId());
        await workspace.SayAsync(mine, "Mine 1");
        await workspace.SayAsync(other, "Other");
        await workspace.SayAsync(mine, "Mine 2");

        var heard = await workspace.TakeAsync(3, topic: mine);

        Assert.All(heard, committed => Assert.Equal(mine, committed.Data.Topic));
        Assert.Equal([1L, 2L, 5L], heard.Select(committed => committed.Position));
    }

    [Fact]
    public async Task LostNotification_CostsTimeAndNoEvent()
    {
        var log = new RecordedLog("s");
        var bus = new EventBus(log, new EverybodySees(), TestMeters.Core(), TimeProvider.System);
        await using var subscriber = bus.SubscribeAsync(Reader.OfTheSystem("s"), 0, topic: null, Cancellation).GetAsyncEnumerator(Cancellation);
        log.Add(1);
        Assert.True(await subscriber.MoveNextAsync());

        // The pump stands still until its queue is full, and what comes then is dropped.
        foreach (var position in Enumerable.Range(1, 1024))
        {
            bus.Publish([new RecordedLog("other").Add(position)]);
        }

        bus.Publish([log.Add(2)]);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var pumping = bus.PumpAsync(stopping.Token);
        Assert.True(await subscriber.MoveNextAsync());
        Assert.Equal(2, subscriber.Current.Position);

        // What follows gets through, and comes after what was dropped.
        bus.Publish([log.Add(3)]);
        Assert.True(await subscriber.MoveNextAsync());
        Assert.Equal(3, subscriber.Current.Position);
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pumping);
    }

    [Fact]
    public async Task Draft_IsWholeForWhoeverJoinsInTheMiddle_AndTheLatestForWhoeverIsSlow()
    {
        var board = new DraftBoard(new EverybodySees(), TimeProvider.System);
        var (conversation, turn) = (Guid.CreateVersion7(DateTimeOffset.UnixEpoch), Guid.CreateVersion7(DateTimeOffset.UnixEpoch));
        board.Publish(Draft("One"));
        board.Publish(Draft("One two"));
        await using var watcher = board.WatchAsync(Reader.OfTheSystem("s"), conversation, Cancellation).GetAsyncEnumerator(Cancellation);

        Assert.True(await watcher.MoveNextAsync());
        Assert.Equal("One two", watcher.Current.Text);

        foreach (var length in Enumerable.Range(3, 500))
        {
            board.Publish(Draft(new string('x', length)));
        }

        Assert.True(await watcher.MoveNextAsync());
        Assert.True(await watcher.MoveNextAsync());
        Assert.Equal(502, watcher.Current.Text.Length);

        Draft Draft(string text) => new("s", conversation, turn, turn, Attempt: 1, text);
    }

    [Fact]
    public async Task Draft_OfAnEarlierAttempt_NeverPaintsOverTheLaterOne()
    {
        var board = new DraftBoard(new EverybodySees(), TimeProvider.System);
        var (conversation, turn) = (Guid.CreateVersion7(DateTimeOffset.UnixEpoch), Guid.CreateVersion7(DateTimeOffset.UnixEpoch));
        board.Publish(new Draft("s", conversation, turn, turn, Attempt: 2, "Second try"));
        board.Publish(new Draft("s", conversation, turn, turn, Attempt: 1, "A late writer"));
        board.Clear(new Draft("s", conversation, turn, turn, Attempt: 1, ""));

        await using var watcher = board.WatchAsync(Reader.OfTheSystem("s"), conversation, Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.True(await watcher.MoveNextAsync());
        Assert.Equal("Second try", watcher.Current.Text);
    }
}
