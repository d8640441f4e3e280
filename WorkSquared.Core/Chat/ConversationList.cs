using System.Collections.Immutable;
using WorkSquared.Core.Events;

namespace WorkSquared.Core.Chat;

/// <summary>A line of the side menu.</summary>
/// <param name="LastPosition">Where something was last said in it; the list is ordered by this, newest first.</param>
/// <param name="OpenTurns">How many of its questions are still owed an answer.</param>
public sealed record ConversationSummary(Guid Id, string Title, long LastPosition, DateTimeOffset LastAt, int OpenTurns);

/// <summary>The newest conversations of a store. Pure, like <see cref="Conversation"/>.</summary>
/// <param name="Version">The position of the store's log up to which this is true.</param>
/// <param name="Items">Newest first.</param>
public sealed record ConversationList(long Version, ImmutableList<ConversationSummary> Items)
{
    public static ConversationList Empty { get; } = new(0, []);

    public ConversationList Apply(CommittedEvent committed)
    {
        if (committed.Position <= Version)
        {
            return this;
        }

        var next = this with { Version = committed.Position };
        return committed.Data switch
        {
            ConversationCreated created => next with
            {
                Items = Items.Insert(0, new ConversationSummary(created.Id, created.Title, committed.Position, created.CreatedAt, OpenTurns: 0)),
            },
            ConversationRenamed renamed => next.Change(renamed.ConversationId, summary => summary with { Title = renamed.Title }),
            ChatMessageSent sent => next.Touch(sent.ConversationId, committed.Position, sent.CreatedAt, opened: 1),
            LLMResponseRequested requested => next.Change(requested.ConversationId, summary => summary with { OpenTurns = summary.OpenTurns + 1 }),
            LLMResponseReceived received => next.Touch(received.ConversationId, committed.Position, received.CreatedAt, opened: -1),
            LLMResponseFailed failed => next.Touch(failed.ConversationId, committed.Position, failed.CreatedAt, opened: -1),
            LLMResponseCancelled cancelled => next.Touch(cancelled.ConversationId, committed.Position, cancelled.CreatedAt, opened: -1),
            _ => next,
        };
    }

    private ConversationList Touch(Guid id, long position, DateTimeOffset at, int opened)
    {
        var index = Items.FindIndex(summary => summary.Id == id);
        if (index < 0)
        {
            return this;
        }

        var touched = Items[index] with { LastPosition = position, LastAt = at, OpenTurns = Items[index].OpenTurns + opened };
        return this with { Items = Items.RemoveAt(index).Insert(0, touched) };
    }

    private ConversationList Change(Guid id, Func<ConversationSummary, ConversationSummary> change)
    {
        var index = Items.FindIndex(summary => summary.Id == id);
        return index < 0 ? this : this with { Items = Items.SetItem(index, change(Items[index])) };
    }
}
