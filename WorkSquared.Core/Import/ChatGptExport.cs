using System.Runtime.CompilerServices;
using System.Text.Json;
using WorkSquared.Core.Events;

namespace WorkSquared.Core.Import;

/// <summary>ChatGPT's <c>conversations.json</c>: a list of conversations, each a tree of messages. One is in memory at a time.</summary>
internal static class ChatGptExport
{
    private const string Broken = "conversations that can't be read";
    private const string Empty = "conversations without a message";

    /// <exception cref="ImportRefusedException">It is no such list, or ends in the middle.</exception>
    public static async IAsyncEnumerable<ImportStep> ReadAsync(Stream file, Actor importer, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var json in Frames.ElementsAsync(file, ImportLimits.ConversationBytes, cancellationToken))
        {
            foreach (var step in Read(json, importer))
            {
                yield return step;
            }
        }
    }

    private static List<ImportStep> Read(ReadOnlyMemory<byte> json, Actor importer)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var conversation = document.RootElement;
            var id = conversation.TextOf("conversation_id") ?? conversation.TextOf("id");
            if (string.IsNullOrEmpty(id) || conversation.ObjectOf("mapping") is not { } mapping)
            {
                return [new SkippedStep(Broken)];
            }

            var at = conversation.TimeOf("create_time") ?? DateTimeOffset.UnixEpoch;
            var tree = new ChatGptTree(mapping, conversation.TextOf("current_node"), at, importer);
            var facts = tree.Read();
            return
            [
                .. tree.Problems.Select(problem => new SkippedStep(problem)),
                .. facts.Count == 0
                    ? [new SkippedStep(Empty)]
                    : facts.Select(fact => new ImportedStep(id, fact)).Prepend<ImportStep>(new ImportedBeginning(
                        ImportSource.ChatGpt, id, conversation.TextOf("title") ?? "", at,
                        conversation.IsTrue("is_archived") ? ImportedPlace.Archive : ImportedPlace.Menu)),
            ];
        }
        catch (JsonException)
        {
            return [new SkippedStep(Broken)];
        }
    }
}
