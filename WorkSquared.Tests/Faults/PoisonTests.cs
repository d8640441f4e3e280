using CsCheck;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Verification;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Faults;

/// <summary>Events of a version to come, anywhere in the log: kept, counted, and in nobody's way.</summary>
public sealed class PoisonTests
{
    private static readonly Gen<Poison> _poison = Gen.Select(
        Any(("v7.FromTheFuture", 1), ("v1.ChatMessageSent", 2), ("v1.LLMResponseStarted", 99), ("v1.ConversationRenamed", 2)),
        Any("{}", "{\"id\":7}", "{\"message\":\"??\",\"conversationId\":null}"),
        Gen.Bool,
        (type, payload, inConversation) => new Poison(type.Item1, type.Item2, payload, inConversation));

    /// <summary>For each of eight steps, what comes before it.</summary>
    private static readonly Gen<Poison[][]> _poisons = _poison.Array[0, 2].Array[8];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task UnknownEvents_AtAnyPosition_StopNothing_AndVerifyCountsThem() =>
        await _poisons.SampleAsync(
            async poisons =>
            {
                await using var workspace = await TestWorkspace.StartAsync();
                var conversation = workspace.NewId();
                for (var step = 0; step < poisons.Length; step++)
                {
                    foreach (var poison in poisons[step])
                    {
                        await AppendAsync(workspace, conversation, poison);
                    }

                    await TakeAsync(workspace, conversation, step);
                }

                await workspace.WhileStoppedAsync(rebuilder => rebuilder.RebuildAsync(Cancellation));
                await AssertWorksAsync(workspace, conversation, unknown: poisons.Sum(some => some.Length));
            },
            iter: 10,
            threads: 1);

    /// <summary>Two questions, the first with its answer, a new title, and restarts between them.</summary>
    private static async Task TakeAsync(TestWorkspace workspace, Guid conversation, int step)
    {
        switch (step)
        {
            case 0 or 5:
                await workspace.SayAsync(conversation, $"Question {step}");
                break;
            case 1 or 6:
                await workspace.RestartAsync();
                break;
            case 2 or 7:
                Assert.NotEmpty((await workspace.OpenAsync(conversation)).OpenTurns);
                break;
            case 3:
                var claim = await workspace.ClaimAsync();
                await workspace.Answers.StartAttemptAsync(claim!, "test", null, Cancellation);
                var metadata = new ResponseMetadata("offline", "stop", Attempt: 1);
                Assert.True(await workspace.Answers.AnswerAsync(claim!, "Answer", "test", metadata, Cancellation));
                break;
            default:
                await workspace.Chat.RenameAsync(
                    TestWorkspace.StoreId, conversation, "A title", workspace.NewId(), workspace.Ada, Cancellation);
                break;
        }
    }

    private static async Task AssertWorksAsync(TestWorkspace workspace, Guid conversation, int unknown)
    {
        var page = await workspace.OpenAsync(conversation);
        Assert.Equal(["Question 0", "Answer", "Question 5"], page.Messages.Select(message => message.Text));
        Assert.Equal("A title", page.Title);
        Assert.Single(page.OpenTurns);

        var log = await workspace.TakeAsync((int)page.Version);
        Assert.Equal(Enumerable.Range(1, log.Count).Select(position => (long)position), log.Select(committed => committed.Position));
        Assert.Equal(unknown, log.Count(committed => committed.Data is UnknownEvent));
        var folded = log.Aggregate(Conversation.Empty(TestWorkspace.StoreId, conversation), (state, committed) => state.Apply(committed));
        Assert.Equal(page.Messages.Select(message => message.Text), folded.Messages.Select(message => message.Text));

        var report = await workspace.Get<ILogVerifier>().VerifyAsync(Cancellation);
        Assert.Empty(report.Faults);
        Assert.Equal((log.Count, unknown), (report.Events, report.Unknown));
    }

    /// <summary>As a later version would: hashed, chained, counted.</summary>
    private static Task AppendAsync(TestWorkspace workspace, Guid conversation, Poison poison) => workspace.Writer.ExecuteAsync(
        session =>
        {
            var head = session.HeadOf(TestWorkspace.StoreId);
            var id = workspace.NewId();
            Guid? topic = poison.InConversation ? conversation : null;
            var committed = new CommittedEvent(
                TestWorkspace.StoreId, head.Position + 1, id, poison.Type, workspace.NewId(), Actor.System, null, id,
                workspace.Time.GetUtcNow(),
                new UnknownEvent(poison.Type, poison.Payload) { StoredTopic = topic });
            var hash = EventHash.OfPayload(System.Text.Encoding.UTF8.GetBytes(poison.Payload));
            var chain = EventHash.Chain(head.Chain, committed, poison.SchemaVersion, hash);
            session.Execute(
                """
                INSERT INTO events (store_id, position, id, command_id, type, schema_version, actor, causation_id, correlation_id, topic,
                                    committed_at, payload, payload_hash, chain)
                VALUES (@p1, @p2, @p3, @p4, @p5, @p6, @p7, NULL, @p3, @p8, @p9, @p10, @p11, @p12)
                """,
                committed.StoreId, committed.Position, id, committed.CommandId, poison.Type, poison.SchemaVersion, committed.Actor.Value,
                topic, committed.CommittedAt, poison.Payload, hash, chain);
            head.Advance(chain);
            session.Committed.Add(committed);
            return true;
        },
        Cancellation);

    private static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private sealed record Poison(string Type, int SchemaVersion, string Payload, bool InConversation);
}
