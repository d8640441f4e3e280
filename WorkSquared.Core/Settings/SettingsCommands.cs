using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Log;
using WorkSquared.Core.Organising;
using WorkSquared.Core.Turns;

namespace WorkSquared.Core.Settings;

internal sealed class SettingsCommands(LogWriter writer, EventAppender appender, TimeProvider time, ICurrentModel? models = null) : ISettingsCommands
{
    public async Task<bool> ConfigureAsync(Configure command, CancellationToken cancellationToken)
    {
        TurnIds.RefuseDerived(command.CommandId, command.ConversationId);
        var (storeId, conversationId) = (command.StoreId, command.ConversationId);
        using var span = CoreActivity.Start("chat.configure", storeId, conversationId);
        var now = time.GetUtcNow();
        var configured = new ConversationConfigured(
            conversationId, now, CheckModel(command.Model), CheckPrompt(command.SystemPrompt), command.Answers);
        var proposed = new ProposedEvent(now, command.CommandId, command.Actor, configured);
        return await writer.ExecuteAsync(
            session =>
            {
                appender.DemandSight(session, storeId, conversationId, command.Actor);

                // A command that comes again was checked the first time; what it set may have been changed by now, and stays so.
                if (!session.HasCommand(storeId, command.CommandId))
                {
                    session.CheckIsInReach(storeId, conversationId);
                    var settings = SettingsProjection.Of(session, storeId, conversationId);
                    if (settings.Apply(configured) == settings)
                    {
                        return false;
                    }
                }

                return !appender.Append(session, storeId, proposed).IsDuplicate;
            },
            cancellationToken);
    }

    private Patch<string?> CheckModel(Patch<string?> model)
    {
        models.CheckOffered(model.Or(null));
        return model;
    }

    private static Patch<string?> CheckPrompt(Patch<string?> prompt)
    {
        if (!prompt.IsSet)
        {
            return prompt;
        }

        var text = prompt.Or(null);
        if (string.IsNullOrWhiteSpace(text))
        {
            return new Patch<string?>(null);
        }

        return text.Length <= ConversationSettings.MaxSystemPromptLength
            ? new Patch<string?>(MessageText.Check(text))
            : throw new CommandRefusedException(
                Refusal.Invalid,
                $"This system prompt has {text.Length:N0} characters; one holds at most {ConversationSettings.MaxSystemPromptLength:N0}. Shorten it.");
    }
}
