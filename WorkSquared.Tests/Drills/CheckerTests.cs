using Microsoft.Data.Sqlite;

namespace WorkSquared.Tests.Drills;

/// <summary>A checker that can't fail proves nothing: a sound log, doctored in each way that it is there to find.</summary>
[Collection(nameof(Drills))]
[Trait("Kind", "Drill")]
public sealed class CheckerTests(CheckerTests.SoundLog sound) : IClassFixture<CheckerTests.SoundLog>
{
    private const string Answers = "(SELECT position FROM events WHERE type = 'v1.LLMResponseReceived' ORDER BY position)";

    // An acknowledged message in the middle of the log, and everything after it one place up: no gap shows.
    private const string DropMessage =
        """
        CREATE TABLE victim AS SELECT position FROM events WHERE type = 'v1.ChatMessageSent' ORDER BY position LIMIT 1 OFFSET 2;
        DELETE FROM events WHERE position = (SELECT position FROM victim);
        UPDATE events SET position = -position WHERE position > (SELECT position FROM victim);
        UPDATE events SET position = -position - 1 WHERE position < 0;
        """;

    private const string AnswerTwice =
        """
        DROP INDEX ux_events_one_end_a_turn;
        INSERT INTO events SELECT store_id, (SELECT max(position) + 1 FROM events), randomblob(16), randomblob(16), type, schema_version, actor,
          causation_id, correlation_id, topic, committed_at, payload, payload_hash, chain FROM events WHERE type = 'v1.LLMResponseReceived' LIMIT 1;
        """;

    private const string RepeatCommand =
        """
        DROP INDEX IX_events_store_id_command_id;
        INSERT INTO events SELECT store_id, (SELECT max(position) + 1 FROM events), randomblob(16), command_id, type, schema_version, actor,
          causation_id, correlation_id, topic, committed_at, payload, payload_hash, chain FROM events WHERE type = 'v1.LLMResponseStarted' LIMIT 1;
        """;

    private const string SwapAnswers =
        $"""
        CREATE TABLE pair AS SELECT position, payload FROM events WHERE position IN {Answers} LIMIT 2;
        UPDATE events SET payload = (SELECT p.payload FROM pair p WHERE p.position <> events.position) WHERE position IN (SELECT position FROM pair);
        """;

    private const string SetAside =
        """
        UPDATE events SET type = 'v1.LLMResponseFailed', payload = json_set(payload, '$.errorClass', 'interrupted')
        WHERE type = 'v1.LLMResponseReceived'
        """;

    [Theory]
    [InlineData(DropMessage, "was acknowledged, and is not in the log")]
    [InlineData("UPDATE events SET payload = replace(payload, 'do first', 'do last') WHERE type = 'v1.ChatMessageSent'", "not in the log as it was sent")]
    [InlineData("UPDATE events SET position = position + 1000", "stands at another position")]
    [InlineData(AnswerTwice, "is a turn with two ends")]
    [InlineData(RepeatCommand, "is a command with two events")]
    [InlineData("DELETE FROM events WHERE type = 'v1.LLMResponseReceived'", "is a question without an end")]
    [InlineData("UPDATE events SET causation_id = randomblob(16) WHERE type = 'v1.LLMResponseReceived'", "is the position of an end without a beginning")]
    [InlineData("UPDATE events SET payload = replace(payload, '. The end of ', '') WHERE type = 'v1.LLMResponseReceived'", "never sent in full")]
    [InlineData(SwapAnswers, "is the position of another question's answer")]
    [InlineData("UPDATE events SET type = 'v1.LLMResponseCancelled' WHERE type = 'v1.LLMResponseReceived'", "though the provider never failed")]
    [InlineData(SetAside, "was set aside before three processes had died over it")]
    [InlineData("DELETE FROM events WHERE position = 2", "is a store whose positions have gaps")]
    [InlineData("DELETE FROM events WHERE type = 'v1.LLMResponseStarted'", "is a question with more requests than recorded attempts")]
    public void DoctoredLog_IsReported(string sql, string violation)
    {
        using var copy = sound.Copy();
        Assert.Empty(sound.Check(copy.File).Violations);

        copy.Execute(sql);

        Assert.Contains(sound.Check(copy.File).Violations, sentence => sentence.Contains(violation, StringComparison.Ordinal));
    }

    [Fact]
    public void SecondRequestOfOneProcess_IsReported()
    {
        using var copy = sound.Copy();
        var again = sound.Requests.First();

        var report = Checker.Check(copy.File, sound.Acks, [.. sound.Requests, again], kills: []);

        Assert.Contains(report.Violations, sentence => sentence.Contains("one process requested twice", StringComparison.Ordinal));
        Assert.Equal(1, report.RequestsExtra);
    }

    [Fact]
    public void AnswerThatTheProviderBrokeOff_IsReported()
    {
        using var copy = sound.Copy();

        var report = Checker.Check(copy.File, sound.Acks, [.. sound.Requests.Select(request => request with { IsWhole = false })], kills: []);

        Assert.Equal(sound.Requests.Count, report.Truncated);
    }

    /// <summary>A log that the real program wrote without any fault, and the records of those around it.</summary>
    public sealed class SoundLog : IAsyncLifetime
    {
        private Rig _rig = null!;

        internal IReadOnlyList<Acknowledged> Acks { get; private set; } = [];

        internal IReadOnlyCollection<BilledRequest> Requests => _rig.Provider.Ledger;

        public async ValueTask InitializeAsync()
        {
            _rig = await Rig.CreateAsync(seed: 1);
            Assert.True(await _rig.TryStartAsync(), _rig.Server.Said);
            var driving = _rig.Driver.RunAsync(TestContext.Current.CancellationToken);
            await _rig.Provider.WhenRequestedAsync(5, TestContext.Current.CancellationToken);
            await _rig.Driver.StopAsync();
            await driving;
            var report = await _rig.CheckAsync();
            report.AssertSound("undoctored");
            Acks = _rig.ReadAcks();
        }

        public ValueTask DisposeAsync() => _rig.DisposeAsync();

        internal ReliabilityReport Check(string file) => Checker.Check(file, Acks, Requests, kills: []);

        internal LogCopy Copy() => new(_rig.Database, Path.Combine(_rig.Server.Directory, "copy.db"));
    }

    internal sealed class LogCopy : IDisposable
    {
        public LogCopy(string database, string file)
        {
            File = file;
            using var connection = new SqliteConnection(Checker.ReadOnly(database));
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "VACUUM INTO @p1";
            command.Parameters.AddWithValue("@p1", file);
            command.ExecuteNonQuery();
        }

        public string File { get; }

        public void Execute(string sql)
        {
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = File, Pooling = false }.ToString());
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }

        public void Dispose() => System.IO.File.Delete(File);
    }
}
