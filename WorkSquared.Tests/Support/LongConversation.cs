using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Log;
using WorkSquared.Core.Turns;

namespace WorkSquared.Tests.Support;

/// <summary>A conversation that has gone on for long: question and answer by turns, each with its number.</summary>
internal static class LongConversation
{
    private const int TurnsInOneTransaction = 500;

    /// <summary>In the data of a server that does not run.</summary>
    public static async Task<Guid> CreateAsync(ServerProcess server, int turns)
    {
        await using var workspace = await TestWorkspace.StartAsync(Path.Combine(server.Directory, "data"));
        return await CreateAsync(workspace, turns);
    }

    public static async Task<Guid> CreateAsync(TestWorkspace workspace, int turns)
    {
        var conversation = workspace.NewId();
        var created = new ConversationCreated(conversation, "A long conversation", workspace.Time.GetUtcNow());
        for (var done = 0; done < turns; done += TurnsInOneTransaction)
        {
            var first = done;
            await workspace.Writer.ExecuteAsync(
                session =>
                {
                    if (first == 0)
                    {
                        workspace.Appender.Append(session, TestWorkspace.StoreId, new ProposedEvent(workspace.NewId(), workspace.NewId(), workspace.Ada, created));
                    }

                    for (var number = first; number < Math.Min(first + TurnsInOneTransaction, turns); number++)
                    {
                        Append(workspace, session, conversation, number);
                    }

                    return true;
                },
                TestContext.Current.CancellationToken);
        }

        return conversation;
    }

    private static void Append(TestWorkspace workspace, WriteSession session, Guid conversation, int number)
    {
        var now = workspace.Time.GetUtcNow();
        var (turn, question) = (workspace.NewId(), workspace.NewId());
        var sent = new ChatMessageSent(question, conversation, $"Question {number}", MessageRole.User, now);
        workspace.Appender.Append(session, TestWorkspace.StoreId, new ProposedEvent(turn, question, workspace.Ada, sent));

        var answer = TurnIds.AnswerOf(turn);
        var text = $"Answer {number}\n\nIt has **two** paragraphs, so that it is about as high as answers are, and a list:\n\n- one\n- two";
        var received = new LLMResponseReceived(
            answer, conversation, text, MessageRole.Assistant, "test", question, now, new ResponseMetadata("offline", "stop", Attempt: 1));
        workspace.Appender.Append(
            session,
            TestWorkspace.StoreId,
            new ProposedEvent(workspace.NewId(), answer, Actor.AssistantFor(workspace.Ada), received, causationId: turn));
    }
}
