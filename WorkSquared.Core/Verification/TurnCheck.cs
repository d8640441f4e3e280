using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Import;
using WorkSquared.Core.Settings;

namespace WorkSquared.Core.Verification;

/// <summary>What must hold of every turn, by its events alone: it also notices what an index that is gone would have prevented.</summary>
internal sealed class TurnCheck(string storeId, Action<string> report)
{
    private readonly Dictionary<Guid, Progress> _turns = [];
    private readonly Dictionary<Guid, ConversationSettings> _settings = [];

    public void Add(CommittedEvent committed)
    {
        switch (committed.Data)
        {
            case ConversationConfigured configured:
                _settings[configured.ConversationId] = SettingsOf(configured.ConversationId).Apply(configured);
                break;
            case ChatMessageSent sent:
                _turns[committed.Id] = new Progress(0, HasEnded: !SettingsOf(sent.ConversationId).OweAnswerTo(sent.Message));
                break;
            case LLMResponseRequested or QuestionImported or RequestImported:
                _turns[committed.Id] = default;
                break;
            case LLMResponseStarted started when Find(committed) is { } turn:
                Check(committed, !turn.HasEnded, $"the turn {committed.CausationId} had ended or was owed nothing, and has another attempt");
                Check(committed, started.Attempt == turn.Attempts + 1, $"attempt {started.Attempt} of the turn {committed.CausationId} follows attempt {turn.Attempts}");
                _turns[committed.CausationId!.Value] = turn with { Attempts = started.Attempt };
                break;
            case var _ when EventTypes.Terminal.Contains(committed.Type) && Find(committed) is { } turn:
                Check(committed, !turn.HasEnded, $"the turn {committed.CausationId} has a second end, or one that it was not owed");
                _turns[committed.CausationId!.Value] = turn with { HasEnded = true };
                break;
        }
    }

    private ConversationSettings SettingsOf(Guid conversationId) => _settings.GetValueOrDefault(conversationId, ConversationSettings.Default);

    private Progress? Find(CommittedEvent committed)
    {
        if (committed.CausationId is { } id && _turns.TryGetValue(id, out var turn))
        {
            return turn;
        }

        Check(committed, holds: false, $"there is no turn {committed.CausationId}");
        return null;
    }

    private void Check(CommittedEvent committed, bool holds, string what)
    {
        if (!holds)
        {
            report($"{storeId}, position {committed.Position}: {what}.");
        }
    }

    private readonly record struct Progress(int Attempts, bool HasEnded);
}
