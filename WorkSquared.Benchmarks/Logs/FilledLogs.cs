using WorkSquared.Benchmarks.Measuring;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Log;
using WorkSquared.Core.Turns;

namespace WorkSquared.Benchmarks.Logs;

/// <summary>Logs of a given length, filled once and shared by the benchmarks that need a long one.</summary>
internal sealed class FilledLogs : IAsyncDisposable
{
    private const int ConversationLength = 1000;
    private const int TurnsInOneTransaction = 1000;

    private readonly Dictionary<int, FilledLog> _logs = [];

    public async Task<FilledLog> OfAsync(int events)
    {
        if (!_logs.TryGetValue(events, out var log))
        {
            var workspace = await Workspace.StartAsync();
            log = new FilledLog(workspace, await FillAsync(workspace, events));
            _logs.Add(events, log);
        }

        return log;
    }

    /// <summary>Answered questions, one conversation after the other getting its next turn, as in a workspace where many people talk.</summary>
    public static async Task<Guid[]> FillAsync(Workspace workspace, int events, string? text = null)
    {
        var conversations = await workspace.CreateConversationsAsync(Math.Max(1, events / ConversationLength));
        var (writer, appender) = (workspace.Get<LogWriter>(), workspace.Get<EventAppender>());
        for (var turn = 0; turn < events / 2; turn += TurnsInOneTransaction)
        {
            var first = turn;
            await writer.ExecuteAsync(
                session =>
                {
                    for (var i = first; i < Math.Min(first + TurnsInOneTransaction, events / 2); i++)
                    {
                        AppendTurn(session, appender, conversations[i % conversations.Length], text ?? SampleText.Value);
                    }

                    return true;
                },
                CancellationToken.None);
        }

        return conversations;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var log in _logs.Values)
        {
            await log.Workspace.DisposeAsync();
        }
    }

    internal static void AppendTurn(WriteSession session, EventAppender appender, Guid conversation, string text)
    {
        var now = TimeProvider.System.GetUtcNow();
        var (turn, question) = (Workspace.NewId(), Workspace.NewId());
        var sent = new ChatMessageSent(question, conversation, text, MessageRole.User, now);
        appender.Append(session, Workspace.StoreId, new ProposedEvent(turn, question, Workspace.Ada, sent));

        var answer = TurnIds.AnswerOf(turn);
        var received = new LLMResponseReceived(
            answer, conversation, text, MessageRole.Assistant, "instant", question, now, new ResponseMetadata("offline", "stop", Attempt: 1));
        appender.Append(
            session, Workspace.StoreId, new ProposedEvent(Workspace.NewId(), answer, Actor.AssistantFor(Workspace.Ada), received, causationId: turn));
    }
}

internal sealed record FilledLog(Workspace Workspace, Guid[] Conversations);
