using Microsoft.EntityFrameworkCore;
using WorkSquared.Core.Events;
using WorkSquared.Core.Log;
using WorkSquared.Core.Reading;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Core;

public sealed class ReadingMarksTests : IAsyncLifetime
{
    private static readonly Actor _bob = Actor.Person("bob");

    private TestWorkspace _workspace = null!;
    private Guid _conversation;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IReadingMarks Marks => _workspace.Get<IReadingMarks>();

    public async ValueTask InitializeAsync()
    {
        _workspace = await TestWorkspace.StartAsync();
        _conversation = _workspace.NewId();
        await _workspace.SayAsync(_conversation, "A plan");
    }

    public ValueTask DisposeAsync() => _workspace.DisposeAsync();

    [Fact]
    public async Task WhatSomebodyElseHasSaid_IsUnread_UntilItIsRead()
    {
        Assert.False(await IsUnreadAsync(_workspace.Ada));
        Assert.True(await IsUnreadAsync(_bob));

        Mark(_bob, 2);
        Assert.False(await IsUnreadAsync(_bob));

        await AnswerAsync();
        Assert.True(await IsUnreadAsync(_workspace.Ada));
        Assert.True(await IsUnreadAsync(_bob));
    }

    [Fact]
    public async Task OwnWords_AfterThoseOfSomebodyElse_HideNothing()
    {
        await AnswerAsync();
        await _workspace.SayAsync(_conversation, "And then?");

        Assert.True(await IsUnreadAsync(_workspace.Ada));
        Mark(_workspace.Ada, 4);
        Assert.False(await IsUnreadAsync(_workspace.Ada));
    }

    [Fact]
    public async Task Mark_SurvivesARestart_AndNeverMovesBack()
    {
        Mark(_bob, 2);
        await _workspace.RestartAsync();
        Mark(_bob, 1);
        await _workspace.RestartAsync();

        Assert.Equal(2, (await ReadAsync(_bob)).Positions[_conversation]);
    }

    [Fact]
    public async Task Marks_OfOneSecond_AreWrittenOnce()
    {
        _workspace.Execute("CREATE TABLE writes (position INTEGER)");
        _workspace.Execute("CREATE TRIGGER on_update AFTER UPDATE ON reading_marks BEGIN INSERT INTO writes VALUES (new.position); END");
        Mark(_bob, 1);
        await SavedAsync(1);

        // The clock stands still until all of them are there.
        for (var position = 2; position <= 100; position++)
        {
            Mark(_bob, position);
            Assert.Equal(position, (await ReadAsync(_bob)).Positions[_conversation]);
        }

        await _workspace.AdvanceUntilAsync(() => SavedAsync(100));
        Assert.Equal(1, await CountAsync("SELECT count(*) FROM writes"));
    }

    [Fact]
    public async Task Mark_IsHeardByThePersonsOtherPages_AndByNobodyElses()
    {
        await using var own = Marks.WatchAsync(TestWorkspace.StoreId, _bob, [_conversation], Cancellation).GetAsyncEnumerator(Cancellation);
        await using var others = Marks.WatchAsync(TestWorkspace.StoreId, _workspace.Ada, [_conversation], Cancellation).GetAsyncEnumerator(Cancellation);
        var (heard, heardByOthers) = (own.MoveNextAsync().AsTask(), others.MoveNextAsync().AsTask());

        Mark(_bob, 2);
        Assert.True(await heard);
        Assert.Equal(new ReadingMark(TestWorkspace.StoreId, _bob, _conversation, 2), own.Current);

        Mark(_workspace.Ada, 1);
        Assert.True(await heardByOthers);
        Assert.Equal(_workspace.Ada, others.Current.Reader);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Mark_FromBeforeThePageBeganToWatch_IsHeard(bool isSaved)
    {
        Mark(_bob, 2);
        if (isSaved)
        {
            await SavedAsync(2);
        }

        await using var watcher = Marks.WatchAsync(TestWorkspace.StoreId, _bob, [_conversation], Cancellation).GetAsyncEnumerator(Cancellation);

        Assert.True(await watcher.MoveNextAsync());
        Assert.Equal(2, watcher.Current.Position);
    }

    [Fact]
    public async Task WhatWasSaidBeforeMarksWereKept_CountsAsRead()
    {
        // As it was before there were any.
        using (var context = _workspace.Get<IDbContextFactory<WorkSquaredDbContext>>().CreateDbContext())
        {
            context.Database.Migrate("20261122205957_Usage");
        }

        _workspace.Execute("UPDATE stores SET projection_version = 3");
        await _workspace.RestartAsync();
        Assert.False(await IsUnreadAsync(_bob));

        await AnswerAsync();
        Assert.True(await IsUnreadAsync(_bob));
    }

    private void Mark(Actor reader, long position) => Marks.Mark(new ReadingMark(TestWorkspace.StoreId, reader, _conversation, position));

    private Task<ReadingMarks> ReadAsync(Actor reader) => Marks.ReadAsync(TestWorkspace.StoreId, reader, [_conversation], Cancellation);

    private async Task<bool> IsUnreadAsync(Actor reader)
    {
        var item = Assert.Single((await _workspace.Reader.ListAsync(TestWorkspace.AllSeeing, 10, Cancellation)).Items);
        return (await ReadAsync(reader)).IsUnread(item.Id, item.LastWords);
    }

    private async Task AnswerAsync()
    {
        var claim = await _workspace.ClaimAsync();
        await _workspace.Answers.StartAttemptAsync(claim!, "test", null, Cancellation);
        Assert.True(await _workspace.Answers.AnswerAsync(claim!, "Yes.", "test", new("offline", "stop", Attempt: 1), Cancellation));
    }

    private Task<int> CountAsync(string sql) => _workspace.Writer.ExecuteAsync(session => session.Count(sql), Cancellation);

    private async Task SavedAsync(long position)
    {
        while (await CountAsync("SELECT COALESCE(max(position), 0) FROM reading_marks") < position)
        {
            await Task.Yield();
        }
    }
}
