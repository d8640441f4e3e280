using WorkSquared.Core.Chat;
using WorkSquared.Core.Log;
using WorkSquared.Core.Turns;

namespace WorkSquared.Core.Prompts;

internal sealed class PromptCommands(LogWriter writer, EventAppender appender, FreeSpace space, TimeProvider time) : IPromptCommands
{
    private const string FindNamesake = "SELECT 1 FROM prompts WHERE store_id = @p1 AND name_key = @p2 AND id <> @p3";

    private const string FindPrompt = "SELECT 1 FROM prompts WHERE store_id = @p1 AND id = @p2";

    public async Task SaveAsync(SavePrompt command, CancellationToken cancellationToken)
    {
        TurnIds.RefuseDerived(command.CommandId, command.Id);
        space.CheckForAMessage();
        var now = time.GetUtcNow();
        var name = PromptName.Check(command.Name);
        var saved = new ProposedEvent(now, command.CommandId, command.Actor, new PromptSaved(command.Id, name, CheckText(command.Text), now));
        await writer.ExecuteAsync(
            session =>
            {
                // One that comes again was checked the first time.
                if (!session.HasCommand(command.StoreId, command.CommandId)
                    && session.Exists(FindNamesake, command.StoreId, PromptName.KeyOf(name), command.Id))
                {
                    throw new CommandRefusedException(
                        Refusal.Conflict, $"There is a prompt called {name} already. Choose another name, or edit that one.");
                }

                return appender.Append(session, command.StoreId, saved);
            },
            cancellationToken);
    }

    public async Task RemoveAsync(RemovePrompt command, CancellationToken cancellationToken)
    {
        TurnIds.RefuseDerived(command.CommandId);
        var now = time.GetUtcNow();
        var removed = new ProposedEvent(now, command.CommandId, command.Actor, new PromptRemoved(command.Id, now));
        await writer.ExecuteAsync(
            session =>
            {
                if (session.Exists(FindPrompt, command.StoreId, command.Id))
                {
                    appender.Append(session, command.StoreId, removed);
                }

                return true;
            },
            cancellationToken);
    }

    private static string CheckText(string text) => text.Length <= Prompt.MaxTextLength
        ? MessageText.Check(text)
        : throw new CommandRefusedException(
            Refusal.Invalid, $"This has {text.Length:N0} characters; a prompt holds at most {Prompt.MaxTextLength:N0}.");
}
