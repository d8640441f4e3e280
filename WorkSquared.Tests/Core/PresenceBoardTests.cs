using Microsoft.Extensions.Time.Testing;
using WorkSquared.Core.Events;
using WorkSquared.Core.Presence;
using WorkSquared.Core.Sharing;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Core;

public sealed class PresenceBoardTests
{
    private static readonly Actor _ada = Actor.Person("ada");
    private static readonly Actor _bob = Actor.Person("bob");
    private static readonly Guid _room = Guid.Parse("01980000-0000-7000-8000-000000000001");

    private readonly FakeTimeProvider _time = new();
    private readonly PresenceBoard _board;

    public PresenceBoardTests() => _board = new PresenceBoard(new EverybodySees(), _time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Person_WithTwoTabs_IsHereOnce_UntilTheSecondIsGone()
    {
        var first = Enter(_ada);
        var second = Enter(_ada);
        using var other = Enter(_bob);

        first.Dispose();
        first.Dispose();
        Assert.Equal([_ada, _bob], (await NowAsync()).Here);
        second.Dispose();

        Assert.Equal([_bob], (await NowAsync()).Here);
    }

    [Fact]
    public async Task Writing_EndsByItself_UnlessItIsSaidAgain()
    {
        using var ada = Enter(_ada);
        ada.Write(true);
        _time.Advance(TimeSpan.FromSeconds(4));
        ada.Write(true);
        _time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal([_ada], (await NowAsync()).Writing);

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Empty((await NowAsync()).Writing);
    }

    [Fact]
    public async Task Writing_EndsWhenSaidSo_AndWithTheTab()
    {
        var ada = Enter(_ada);
        using var bob = Enter(_bob);
        ada.Write(true);
        bob.Write(true);
        bob.Write(false);
        Assert.Equal([_ada], (await NowAsync()).Writing);

        ada.Dispose();
        ada.Write(true);

        Assert.Empty((await NowAsync()).Writing);
    }

    [Fact]
    public async Task Watcher_IsToldOfEachChange_AndOfNothingElse()
    {
        using var ada = Enter(_ada);
        await using var watching = _board.WatchAsync(Reader.OfTheSystem("default"), _room, Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.True(await watching.MoveNextAsync());
        Assert.Equal([_ada], watching.Current.Here);

        var next = watching.MoveNextAsync();
        using var again = Enter(_ada);
        using var elsewhere = _board.Enter("default", Guid.Empty, _bob);
        using var otherStore = _board.Enter("other", _room, _bob);
        Assert.False(next.IsCompleted);
        using var bob = Enter(_bob);

        Assert.True(await next);
        Assert.Equal([_ada, _bob], watching.Current.Here);
        Assert.Equal([_bob], watching.Current.Without(_ada).Here);
    }

    [Fact]
    public void ManyAtOnce_EnterAndLeaveFromEverywhere_AndNobodyIsLeftBehind()
    {
        Parallel.For(0, 2_000, number =>
        {
            using var presence = Enter(Actor.Person($"{number % 7}"));
            presence.Write(number % 2 == 0);
        });

        Assert.Equal(0, _board.RoomCount);
    }

    private IPresence Enter(Actor person) => _board.Enter("default", _room, person);

    private ValueTask<Attendance> NowAsync() => _board.WatchAsync(Reader.OfTheSystem("default"), _room, Cancellation).FirstAsync(Cancellation);
}
