using WorkSquared.Benchmarks.Logs;
using WorkSquared.Benchmarks.Measuring;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Log;

namespace WorkSquared.Benchmarks.Pages;

/// <summary>The data of a site that is to be started: conversations of given lengths.</summary>
internal static class SeededWorkspace
{
    /// <param name="lengths">Messages in each.</param>
    public static async Task<Guid[]> CreateAsync(string directory, params int[] lengths)
    {
        await using var workspace = await Workspace.StartAsync(directory, keepsFiles: true);
        var (writer, appender) = (workspace.Get<LogWriter>(), workspace.Get<EventAppender>());
        var conversations = lengths.Select(_ => Workspace.NewId()).ToArray();
        foreach (var (conversation, length) in conversations.Zip(lengths))
        {
            await writer.ExecuteAsync(
                session =>
                {
                    var created = new ConversationCreated(conversation, "A conversation", TimeProvider.System.GetUtcNow());
                    appender.Append(session, Workspace.StoreId, new ProposedEvent(Workspace.NewId(), Workspace.NewId(), Workspace.Ada, created));
                    for (var turn = 0; turn < length / 2; turn++)
                    {
                        FilledLogs.AppendTurn(session, appender, conversation, SampleText.Value);
                    }

                    return true;
                },
                CancellationToken.None);
        }

        return conversations;
    }
}
