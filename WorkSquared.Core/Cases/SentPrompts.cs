using Microsoft.EntityFrameworkCore;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Log;
using WorkSquared.Core.Sharing;
using WorkSquared.Core.Turns;

namespace WorkSquared.Core.Cases;

internal sealed class SentPrompts(SnapshotReader snapshots, ICurrentModel? models = null) : ISentPrompts
{
    public Task<SentPrompt?> ReadAsync(Reader reader, Guid conversationId, Guid turnId, CancellationToken cancellationToken) => snapshots.ReadAsync(
        reader,
        context => TurnEnd.Find(context, reader.StoreId, conversationId, turnId) is (var turn, LLMResponseReceived { Metadata.Prompt: { } manifest })
            ? Read(context, turn, manifest)
            : null,
        cancellationToken);

    private SentPrompt Read(WorkSquaredDbContext context, TurnRow turn, PromptManifest manifest)
    {
        var messages = context.Messages.AsNoTracking()
            .Where(row => row.StoreId == turn.StoreId && row.ConversationId == turn.ConversationId && manifest.Positions.Contains(row.Position))
            .AsEnumerable()
            .ToDictionary(row => row.Position, ChatReader.ToMessage);
        return new SentPrompt(
            manifest,
            SystemPromptOf(context, turn, manifest.Version),
            [.. manifest.Positions.Select(position => new PromptMessage(position, messages.GetValueOrDefault(position)))]);
    }

    private string? SystemPromptOf(WorkSquaredDbContext context, TurnRow turn, string? version) =>
        context.SystemPrompts.AsNoTracking()
            .FirstOrDefault(row => row.StoreId == turn.StoreId && row.ConversationId == turn.ConversationId && row.Version == version)?.Text
        ?? (models?.InUse.Prompt is { Text.Length: > 0 } own && own.Version == version ? own.Text : null);
}
