using System.Collections.Immutable;
using WorkSquared.Core.Events;
using WorkSquared.Core.Turns;

namespace WorkSquared.Core.Chat;

/// <summary>A conversation as a reader sees it: the newest window of it, and the turns that are still owed an answer.</summary>
/// <remarks>Pure: no clock, no database, no randomness. Loaded from the projections at <see cref="Version"/>, then folded onward.</remarks>
/// <param name="Version">The position of the store's log up to which this is true.</param>
/// <param name="Messages">By position, oldest first.</param>
/// <param name="OpenTurns">By position: the first is being answered, the others wait in line.</param>
/// <param name="HasEarlier">Whether the log holds messages before the first of <paramref name="Messages"/>.</param>
public sealed record Conversation(
    string StoreId,
    Guid Id,
    string Title,
    long Version,
    ImmutableList<Message> Messages,
    ImmutableList<OpenTurn> OpenTurns,
    bool HasEarlier)
{
    public static Conversation Empty(string storeId, Guid id) => new(storeId, id, "", 0, [], [], HasEarlier: false);

    public Conversation Apply(CommittedEvent committed)
    {
        // History and live events may overlap; an event seen twice must change nothing.
        if (committed.Position <= Version)
        {
            return this;
        }

        var next = this with { Version = committed.Position };
        if (committed.Data.Topic != Id)
        {
            return next;
        }

        return committed.Data switch
        {
            ConversationCreated created => next with { Title = created.Title },
            ConversationRenamed renamed => next with { Title = renamed.Title },
            ChatMessageSent sent => next.Say(Message.From(sent, committed)).Open(OpenTurn.From(committed, sent.Id)),
            LLMResponseRequested requested => next.Open(OpenTurn.From(committed, requested.ResponseToMessageId)),
            LLMResponseStarted started => next.Change(committed.CausationId, turn => turn with { Attempt = started.Attempt, ModelId = started.ModelId }),
            LLMResponseStopRequested => next.Change(committed.CausationId, turn => turn with { StopRequested = true }),
            LLMResponseReceived received => next.Say(Message.From(received, committed)).Close(committed.CausationId),
            LLMResponseFailed failed => next.Say(Message.From(failed, committed)).Close(committed.CausationId),
            LLMResponseCancelled cancelled => next.Say(Message.From(cancelled, committed)).Close(committed.CausationId),
            _ => next,
        };
    }

    private Conversation Say(Message message) => this with { Messages = Messages.Add(message) };

    private Conversation Open(OpenTurn turn) => this with { OpenTurns = OpenTurns.Add(turn) };

    private Conversation Change(Guid? turnId, Func<OpenTurn, OpenTurn> change)
    {
        var index = OpenTurns.FindIndex(turn => turn.Id == turnId);
        return index < 0 ? this : this with { OpenTurns = OpenTurns.SetItem(index, change(OpenTurns[index])) };
    }

    private Conversation Close(Guid? turnId) => this with { OpenTurns = OpenTurns.RemoveAll(turn => turn.Id == turnId) };
}
