using WorkSquared.Core.Chat;
using WorkSquared.Core.Verification;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Core;

public sealed class LogVerifierTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("UPDATE events SET payload = replace(payload, 'Message 3', 'Message X') WHERE position = 4", "the payload at position")]
    [InlineData("UPDATE events SET actor = 'person:eve' WHERE position = 4", "the chain breaks at position 4")]
    [InlineData("UPDATE events SET committed_at = committed_at + 1 WHERE position = 4", "the chain breaks at position 4")]
    [InlineData("UPDATE events SET causation_id = NULL WHERE type = 'v1.LLMResponseReceived'", "the chain breaks at position 8")]
    [InlineData("DELETE FROM events WHERE position = 3", "positions have no gaps")]
    [InlineData("DELETE FROM events WHERE position = 8", "events are missing at the end")]
    [InlineData("UPDATE events SET position = position + 100 WHERE position = 8", "positions have no gaps")]
    [InlineData("UPDATE messages SET text = 'Something else' WHERE position = 4", "The table messages differs from a replay of the log in row 3, column text")]
    [InlineData("UPDATE events SET topic = NULL WHERE position = 3", "filed under another conversation")]
    [InlineData("DELETE FROM stores", "no counter")]
    [InlineData("DELETE FROM turns", "The table turns has fewer rows")]
    [InlineData("UPDATE conversations SET open_turns = 9", "column open_turns")]
    [InlineData("DROP INDEX ux_events_one_end_a_turn; UPDATE events SET type = 'v1.LLMResponseFailed', causation_id = (SELECT causation_id FROM events WHERE position = 8) WHERE position = 6", "has a second end")]
    [InlineData("UPDATE events SET causation_id = x'0102030405060708090a0b0c0d0e0f10' WHERE position = 8", "there is no turn")]
    [InlineData("UPDATE events SET payload = replace(payload, '\"attempt\":1', '\"attempt\":3') WHERE position = 7", "attempt 3 of the turn")]
    [InlineData("DELETE FROM search WHERE rowid = 3", "The search index differs from a replay of the log in row")]
    [InlineData("INSERT INTO search (rowid, body) VALUES (99, 'Words of nobody')", "The list of the search index's texts differs")]
    [InlineData("INSERT OR REPLACE INTO search (rowid, title, body) VALUES (3, '', 'Message X')", "The search index's list of words")]
    [InlineData("DELETE FROM search_entries WHERE position = 4", "The search index differs")]
    public async Task Tampering_IsNamed(string sql, string fault)
    {
        await using var workspace = await FilledAsync();
        Assert.True((await VerifyAsync(workspace)).IsSound);

        workspace.Execute(sql);
        var report = await VerifyAsync(workspace);

        Assert.Contains(report.Faults, sentence => sentence.Contains(fault, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rebuild_RestoresDamagedProjections_FromTheLogAlone()
    {
        await using var workspace = await FilledAsync();
        workspace.Execute("DELETE FROM messages; DELETE FROM turns; DELETE FROM search; UPDATE conversations SET title = 'Damaged'");
        Assert.False((await VerifyAsync(workspace)).IsSound);

        await workspace.WhileStoppedAsync(rebuilder => rebuilder.RebuildAsync(Cancellation));

        Assert.True((await VerifyAsync(workspace)).IsSound);
    }

    private static async Task<TestWorkspace> FilledAsync()
    {
        var workspace = await TestWorkspace.StartAsync();
        var conversation = workspace.NewId();
        foreach (var number in Enumerable.Range(1, 5))
        {
            await workspace.SayAsync(conversation, $"Message {number}");
        }

        var claim = await workspace.ClaimAsync();
        await workspace.Answers.StartAttemptAsync(claim!, "test", null, Cancellation);
        await workspace.Answers.AnswerAsync(claim!, "An answer", "test", new ResponseMetadata("offline", "stop", 1), Cancellation);
        return workspace;
    }

    private static Task<VerificationReport> VerifyAsync(TestWorkspace workspace) => workspace.Get<ILogVerifier>().VerifyAsync(Cancellation);
}
