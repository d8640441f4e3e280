using System.Data.Common;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Log;

namespace WorkSquared.Core.Settings;

/// <summary><see cref="ConversationSettings"/> as a table, and every system prompt that a conversation has had.</summary>
internal sealed class SettingsProjection : IProjection
{
    private const string FindSettings =
        "SELECT model, system_prompt, answers FROM conversation_settings WHERE store_id = @p1 AND conversation_id = @p2";

    private const string Upsert =
        """
        INSERT INTO conversation_settings (store_id, conversation_id, model, system_prompt, answers, version) VALUES (@p1, @p2, @p3, @p4, @p5, @p6)
        ON CONFLICT (store_id, conversation_id) DO UPDATE SET
          model = excluded.model, system_prompt = excluded.system_prompt, answers = excluded.answers, version = excluded.version
        WHERE version < excluded.version
        """;

    private const string Keep =
        """
        INSERT INTO system_prompts (store_id, conversation_id, version, text) VALUES (@p1, @p2, @p3, @p4)
        ON CONFLICT (store_id, conversation_id, version) DO NOTHING
        """;

    public IReadOnlyList<string> Tables { get; } = ["conversation_settings", "system_prompts"];

    public void Apply(CommittedEvent committed, WriteSession session)
    {
        if (committed.Data is ConversationConfigured configured)
        {
            var settings = Of(session, committed.StoreId, configured.ConversationId).Apply(configured);
            session.Execute(
                Upsert, committed.StoreId, configured.ConversationId, settings.Model, settings.SystemPrompt, settings.Answers, committed.Position);
            if (settings.SystemPrompt is { } prompt)
            {
                session.Execute(Keep, committed.StoreId, configured.ConversationId, PromptManifest.VersionOf(prompt), prompt);
            }
        }
    }

    public static ConversationSettings Of(WriteSession session, string storeId, Guid conversationId) =>
        session.Find(FindSettings, Read, storeId, conversationId) ?? ConversationSettings.Default;

    private static ConversationSettings Read(DbDataReader reader) => new(
        reader.IsDBNull(0) ? null : reader.GetString(0), reader.IsDBNull(1) ? null : reader.GetString(1), (AnswerRule)reader.GetInt32(2));
}
