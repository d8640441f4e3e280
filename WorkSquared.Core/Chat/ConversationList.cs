using System.Collections.Immutable;
using WorkSquared.Core.Events;
using WorkSquared.Core.Import;
using WorkSquared.Core.Organising;
using WorkSquared.Core.Reading;
using WorkSquared.Core.Settings;

namespace WorkSquared.Core.Chat;

/// <summary>A line of the side menu.</summary>
/// <param name="LastPosition">Where something last happened to one of its turns; the list is ordered by this, newest first.</param>
/// <param name="OpenTurns">How many of its questions are still owed an answer.</param>
public sealed record ConversationSummary(
    Guid Id, string Title, long LastPosition, DateTimeOffset LastAt, int OpenTurns, ConversationPlace Place, LastWords LastWords)
{
    /// <summary>Which of its messages open a turn.</summary>
    public AnswerRule Answers { get; init; }
}

/// <summary>The side menu of a store. Pure, like <see cref="Conversation"/>.</summary>
/// <param name="Version">The position of the store's log up to which this is true.</param>
/// <param name="Items">The pinned ones, then the others, each part newest first.</param>
public sealed record ConversationList(long Version, ImmutableList<ConversationSummary> Items)
{
    private static readonly Comparer<ConversationSummary> _order = Comparer<ConversationSummary>.Create(
        (left, right) => (right.Place.IsPinned, right.LastPosition).CompareTo((left.Place.IsPinned, left.LastPosition)));

    public static ConversationList Empty { get; } = new(0, []);

    /// <summary>The one in which something happened last, pinned or not.</summary>
    public ConversationSummary? Newest => Items.MaxBy(summary => summary.LastPosition);

    /// <summary>What has left the menu since this was read: it may come back.</summary>
    private ImmutableDictionary<Guid, ConversationSummary> Aside { get; init; } = ImmutableDictionary<Guid, ConversationSummary>.Empty;

    public bool Knows(Guid id) => Aside.ContainsKey(id) || Items.Exists(summary => summary.Id == id);

    public ConversationList Apply(CommittedEvent committed)
    {
        if (committed.Position <= Version)
        {
            return this;
        }

        var next = this with { Version = committed.Position };
        return committed.Data switch
        {
            ConversationCreated created => next.Put(new ConversationSummary(
                created.Id, created.Title, committed.Position, created.CreatedAt, OpenTurns: 0, ConversationPlace.Menu, LastWords.None)),
            ConversationImported imported => next.Put(new ConversationSummary(
                imported.Id, imported.Title, committed.Position, imported.CreatedAt, OpenTurns: 0, ConversationPlace.Menu, LastWords.None)),
            ConversationRenamed renamed => next.Change(renamed.ConversationId, summary => summary with { Title = renamed.Title }),
            ChatMessageSent sent => next.Touch(committed, sent.CreatedAt, opened: next.OweAnswerTo(sent) ? 1 : 0, isSaid: true),
            ConversationConfigured { Answers: var answers, ConversationId: var id } => next.Change(
                id, summary => summary with { Answers = answers.Or(summary.Answers) ?? AnswerRule.Always }),
            LLMResponseRequested requested => next.Change(requested.ConversationId, summary => summary with { OpenTurns = summary.OpenTurns + 1 }),
            LLMResponseReceived received => next.Touch(committed, received.CreatedAt, opened: -1, isSaid: true),
            LLMResponseFailed failed => next.Touch(committed, failed.CreatedAt, opened: -1, isSaid: true),

            // Whoever pressed Stop has said nothing.
            LLMResponseCancelled cancelled => next.Touch(committed, cancelled.CreatedAt, opened: -1, isSaid: false),

            // What was said elsewhere is news to nobody.
            QuestionImported asked => next.Touch(committed, asked.CreatedAt, opened: 0, isSaid: false),
            AnswerImported answered => next.Touch(committed, answered.CreatedAt, opened: 0, isSaid: false),
            { Topic: { } topic } => next.Change(topic, summary => summary with { Place = summary.Place.Apply(committed) }),
            _ => next,
        };
    }

    private bool OweAnswerTo(ChatMessageSent sent) =>
        Find(sent.ConversationId)?.Answers is not AnswerRule.WhenAddressed || Address.IsIn(sent.Message);

    private ConversationList Touch(CommittedEvent committed, DateTimeOffset at, int opened, bool isSaid) => Change(
        committed.Data.Topic!.Value,
        summary => summary with
        {
            LastPosition = committed.Position,
            LastAt = at,
            OpenTurns = summary.OpenTurns + opened,
            LastWords = isSaid ? summary.LastWords.Then(committed.Position, committed.Actor) : summary.LastWords,
        });

    private ConversationList Change(Guid id, Func<ConversationSummary, ConversationSummary> change)
    {
        if (Find(id) is not { } summary)
        {
            return this;
        }

        var changed = change(summary);
        return changed == summary ? this : Without(summary).Put(changed);
    }

    private ConversationSummary? Find(Guid id) => Items.Find(summary => summary.Id == id) ?? Aside.GetValueOrDefault(id);

    private ConversationList Without(ConversationSummary summary) => Aside.ContainsKey(summary.Id)
        ? this with { Aside = Aside.Remove(summary.Id) }
        : this with { Items = Items.Remove(summary) };

    private ConversationList Put(ConversationSummary summary)
    {
        if (!summary.Place.IsInMenu)
        {
            return this with { Aside = Aside.Add(summary.Id, summary) };
        }

        // No two have the same position, so it is never found, and the complement is its place.
        return this with { Items = Items.Insert(~Items.BinarySearch(summary, _order), summary) };
    }
}
