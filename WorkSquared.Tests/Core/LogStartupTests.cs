using WorkSquared.Core;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Log;
using WorkSquared.Core.Members;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Core;

public sealed class LogStartupTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Writer_SyncsEveryCommitToTheDisk_BeforeAnybodyIsTold()
    {
        await using var workspace = await TestWorkspace.StartAsync();

        Assert.Equal(2, await workspace.Writer.ExecuteAsync(session => session.Count("PRAGMA synchronous"), Cancellation));
    }

    [Fact]
    public async Task Writer_TrustsNothingThatSomebodyMayHavePutIntoTheDatabase()
    {
        await using var workspace = await TestWorkspace.StartAsync();

        Assert.Equal(0, await workspace.Writer.ExecuteAsync(session => session.Count("PRAGMA trusted_schema"), Cancellation));
        Assert.Equal(1, await workspace.Writer.ExecuteAsync(session => session.Count("PRAGMA cell_size_check"), Cancellation));
    }

    [Fact]
    public async Task SecondProcess_OnTheSameDirectory_IsRefusedInOneSentence()
    {
        await using var first = await TestWorkspace.StartAsync();

        var refused = await Assert.ThrowsAsync<StartupRefusedException>(() => TestWorkspace.StartAsync(first.Directory));

        Assert.Equal(StartupRefusedException.CannotCreate, refused.ExitCode);
        Assert.StartsWith("Another Work Squared is running", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DataDirectory_ThatCannotBeWritten_IsRefusedInOneSentence()
    {
        var refused = await Assert.ThrowsAsync<StartupRefusedException>(() => TestWorkspace.StartAsync("/proc/worksquared"));

        Assert.StartsWith("The data directory /proc/worksquared can't be written", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Database_OfANewerVersion_IsRefusedInOneSentence()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        workspace.Execute("INSERT INTO \"__EFMigrationsHistory\" VALUES ('99991231235959_FromTheFuture', '99.0.0')");

        var refused = await Assert.ThrowsAsync<StartupRefusedException>(workspace.RestartAsync);

        Assert.Contains("newer version of Work Squared (it has 99991231235959_FromTheFuture)", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MigrationLock_LeftByAKilledProcess_StopsNothing()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        workspace.Execute("DROP TABLE IF EXISTS \"__EFMigrationsLock\"");
        workspace.Execute("CREATE TABLE \"__EFMigrationsLock\" (\"Id\" INTEGER NOT NULL PRIMARY KEY, \"Timestamp\" TEXT NOT NULL)");
        workspace.Execute("INSERT INTO \"__EFMigrationsLock\" VALUES (1, '2026-01-01')");

        await workspace.RestartAsync();
        await workspace.SayAsync(workspace.NewId(), "Still here");

        Assert.Equal(2, (await workspace.TakeAsync(2)).Count);
    }

    [Fact]
    public async Task UnknownEvent_InTheLog_IsKept_AndStopsNothing()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        var conversation = workspace.NewId();
        await workspace.SayAsync(conversation, "Before");
        workspace.Execute("UPDATE events SET type = 'v7.FromTheFuture' WHERE position = 2");

        await workspace.RestartAsync();
        await workspace.SayAsync(conversation, "After");

        var events = await workspace.TakeAsync(3);
        Assert.Equal("v7.FromTheFuture", Assert.IsType<UnknownEvent>(events[1].Data).Type);
        Assert.IsType<ChatMessageSent>(events[2].Data);
    }

    [Fact]
    public async Task Writer_IsDurableAtEveryCommit()
    {
        await using var workspace = await TestWorkspace.StartAsync();

        var synchronous = await workspace.Writer.ExecuteAsync(session => session.Count("PRAGMA synchronous"), Cancellation);

        Assert.Equal(2, synchronous);
    }

    [Fact]
    public async Task FailingWork_TakesOnlyItselfDown()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        var conversation = workspace.NewId();
        await workspace.SayAsync(conversation, "The first");

        var work = Enumerable.Range(0, 50).Select(number => number % 10 == 3
            ? Fail(workspace)
            : workspace.SayAsync(conversation, $"Message {number}")).ToList();
        await Task.WhenAll(work.Where((_, number) => number % 10 != 3));

        Assert.All(work.Where((_, number) => number % 10 == 3), task => Assert.True(task.IsFaulted));
        var events = await workspace.TakeAsync(47);
        Assert.Equal(Enumerable.Range(1, 47).Select(position => (long)position), events.Select(committed => committed.Position));

        // It changes a row before it fails, so the whole transaction is spoilt and must be done again without it.
        static async Task Fail(TestWorkspace workspace) => await workspace.Writer.ExecuteAsync<int>(
            session =>
            {
                session.Execute("UPDATE stores SET head = head + 1000");
                throw new InvalidOperationException("On purpose.");
            },
            Cancellation);
    }

    [Fact]
    public async Task Commit_ThatFails_IsHeardOfByNobody()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        var conversation = workspace.NewId();
        await workspace.SayAsync(conversation, "Before");
        await using var heard = workspace.Bus.SubscribeAsync(TestWorkspace.AllSeeing, 0, topic: null, Cancellation).GetAsyncEnumerator(Cancellation);
        while (await heard.MoveNextAsync() && heard.Current.Data is not ChatMessageSent)
        {
        }

        // Out of the log and into what is live: only there could anything be heard too early.
        var live = heard.MoveNextAsync();
        await workspace.SayAsync(conversation, "Live");
        Assert.True(await live);
        var next = heard.MoveNextAsync();

        // All is well until the commit looks for the parent.
        await Assert.ThrowsAsync<CommandRefusedException>(() => workspace.Writer.ExecuteAsync(
            session =>
            {
                session.Execute("CREATE TABLE parents (id INTEGER PRIMARY KEY)");
                session.Execute("CREATE TABLE orphans (parent INTEGER REFERENCES parents DEFERRABLE INITIALLY DEFERRED)");
                session.Execute("INSERT INTO orphans VALUES (1)");
                return workspace.Appender.Append(session, TestWorkspace.StoreId, new ProposedEvent(
                    workspace.NewId(), workspace.NewId(), Actor.System, new UserCreated(workspace.NewId(), "Nobody", DateTimeOffset.UnixEpoch)));
            },
            Cancellation));
        await workspace.SayAsync(conversation, "After");

        Assert.True(await next);
        Assert.Equal("After", Assert.IsType<ChatMessageSent>(heard.Current.Data).Message);
    }

    [Fact]
    public async Task UniqueIndex_IsTheLastWord_WhenEveryCheckBeforeItIsPassed()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        var conversation = workspace.NewId();
        var question = await workspace.SayAsync(conversation, "Once");
        var turn = (await workspace.OpenAsync(conversation)).OpenTurns[0].Id;

        await AppendAsync();
        await Assert.ThrowsAsync<CommandRefusedException>(AppendAsync);

        Assert.Single((await workspace.OpenAsync(conversation)).Messages, message => message.Kind is MessageKind.Answer);

        // Straight into the log, with a command id of its own: no claim, no fence, no repetition to notice.
        async Task AppendAsync() => await workspace.Writer.ExecuteAsync(
            session => workspace.Appender.Append(session, TestWorkspace.StoreId, new ProposedEvent(
                workspace.NewId(),
                workspace.NewId(),
                Actor.System,
                new LLMResponseReceived(
                    workspace.NewId(), conversation, "An answer", MessageRole.Assistant, "test", question.MessageId, DateTimeOffset.UnixEpoch,
                    new ResponseMetadata("offline", "stop", 1)),
                causationId: turn)),
            Cancellation);
    }
}
