using Microsoft.Data.Sqlite;
using WorkSquared.Core;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Verification;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Faults;

/// <summary>Another program holds the lock of the database, as a backup or a curious administrator does.</summary>
public sealed class BusyDatabaseTests
{
    private const int Senders = 64;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Messages_SentWhileTheLockComesAndGoes_AreEachStoredOnce()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        var conversation = workspace.NewId();
        using var done = new CancellationTokenSource();
        var storm = Task.Factory.StartNew(
            () => Storm(workspace, done.Token), Cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        var sent = await Task.WhenAll(Enumerable.Range(0, Senders).Select(async sender =>
        {
            var ids = new List<Guid>();
            foreach (var number in Enumerable.Range(0, 4))
            {
                ids.Add(workspace.NewId());
                await InsistAsync(workspace, conversation, $"{sender}: {number}", ids[^1]);
            }

            return ids;
        }));
        await done.CancelAsync();

        Assert.True(await storm > 0);
        await AssertHoldsAsync(workspace, sent.SelectMany(ids => ids));
    }

    [Fact]
    public async Task Messages_SentBetweenTheCommitsOfAnother_WaitForTheirTurn_AndNoneIsRefused()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        using var done = new CancellationTokenSource();
        var storm = Task.Factory.StartNew(
            () => Storm(workspace, done.Token, "UPDATE stores SET head = head"), Cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        var sent = new List<Guid>();
        foreach (var number in Enumerable.Range(0, Senders))
        {
            sent.Add(workspace.NewId());
            await workspace.SayAsync(workspace.NewId(), $"{number}", sent[^1]);
        }

        await done.CancelAsync();
        Assert.True(await storm > 0);
        Assert.Empty((await workspace.Get<ILogVerifier>().VerifyAsync(Cancellation)).Faults);
        Assert.Equal(Senders, (await workspace.Reader.ListAsync(TestWorkspace.AllSeeing, 100, Cancellation)).Items.Count);
    }

    [Fact]
    public async Task Transaction_HasTheLock_BeforeItHasReadAnything()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        using var other = Open(workspace);
        other.DefaultTimeout = 1;

        var code = await workspace.Writer.ExecuteAsync(
            _ => Record.Exception(() => Execute(other, "BEGIN IMMEDIATE")) is SqliteException { SqliteErrorCode: var refused } ? refused : 0,
            Cancellation);

        // Whoever could write between our reading and our writing would have us decide on what is no longer so.
        Assert.Equal(SQLitePCL.raw.SQLITE_BUSY, code);
    }

    [Fact]
    public async Task Messages_SentWhileTheLockIsHeld_AreAllRefusedCleanly_AndTheWriterRecoversByItself()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        var conversation = workspace.NewId();
        var before = await workspace.SayAsync(conversation, "Before");
        using (var other = Open(workspace))
        {
            Execute(other, "BEGIN IMMEDIATE");

            // One after another, each with a patience of its own, they would take minutes.
            var sending = Enumerable.Range(0, Senders).Select(number =>
                Assert.ThrowsAsync<CommandRefusedException>(() => workspace.SayAsync(conversation, $"Refused {number}")));
            var refused = await Task.WhenAll(sending).WaitAsync(TimeSpan.FromSeconds(30), Cancellation);

            Assert.All(refused, refusal => Assert.Equal(Refusal.Unavailable, refusal.Refusal));
            Assert.Contains("busy with another program", refused[0].Message, StringComparison.Ordinal);
            Assert.Single((await workspace.OpenAsync(conversation)).Messages);
            Execute(other, "ROLLBACK");
        }

        var after = await workspace.SayAsync(conversation, "After");
        await AssertHoldsAsync(workspace, [before.MessageId, after.MessageId]);
    }

    /// <summary>Sends it until it is stored, as a page does: the same command, so that a refusal which was none would show.</summary>
    private static async Task InsistAsync(TestWorkspace workspace, Guid conversation, string text, Guid id)
    {
        while (true)
        {
            try
            {
                await workspace.SayAsync(conversation, text, id);
                return;
            }
            catch (CommandRefusedException refused)
            {
                Assert.Equal(Refusal.Unavailable, refused.Refusal);
            }
        }
    }

    /// <summary>Takes the lock again and again.</summary>
    /// <returns>How often it had it.</returns>
    private static int Storm(TestWorkspace workspace, CancellationToken done, string sql = "SELECT 1")
    {
        using var other = Open(workspace);
        var times = 0;
        while (!done.IsCancellationRequested)
        {
            Execute(other, "BEGIN IMMEDIATE");
            Execute(other, sql);
            LetOthersRun();
            Execute(other, "COMMIT");
            LetOthersRun();
            times++;
        }

        return times;

        static void LetOthersRun()
        {
            for (var i = 0; i < 500; i++)
            {
                Thread.Yield();
            }
        }
    }

    private static async Task AssertHoldsAsync(TestWorkspace workspace, IEnumerable<Guid> messages)
    {
        var head = (await workspace.Reader.ListAsync(TestWorkspace.AllSeeing, 100, Cancellation)).Version;
        var log = await workspace.TakeAsync((int)head);

        Assert.Equal(messages.Order(), log.Select(committed => committed.Data).OfType<ChatMessageSent>().Select(sent => sent.Id).Order());
        Assert.Empty((await workspace.Get<ILogVerifier>().VerifyAsync(Cancellation)).Faults);
    }

    private static SqliteConnection Open(TestWorkspace workspace)
    {
        var connection = new SqliteConnection($"Data Source={workspace.DatabaseFile};Pooling=False");
        connection.Open();
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
