using System.Collections.Immutable;
using WorkSquared.Core.Events;
using WorkSquared.Core.Import;
using WorkSquared.Core.Labels;
using WorkSquared.Core.Organising;
using WorkSquared.Core.Ratings;
using WorkSquared.Core.Settings;
using WorkSquared.Core.Sharing;
using WorkSquared.Core.Tasks;
using WorkSquared.Core.Turns;

namespace WorkSquared.Core.Chat;

/// <summary>A conversation as a reader sees it: a window of one branch of it, mostly the newest, and the turns that are still owed an answer.</summary>
/// <remarks>Pure: no clock, no database, no randomness. Loaded from the projections at <see cref="Version"/>, then folded onward.</remarks>
/// <param name="Version">The position of the store's log up to which this is true.</param>
/// <param name="Branch">The questions in view, first to last.</param>
/// <param name="Messages">What was said on the branch, by position, oldest first.</param>
/// <param name="OpenTurns">Of all branches, by position: the first is being answered, the others wait in line.</param>
/// <param name="HasEarlier">Whether the branch has messages before the first of <paramref name="Messages"/>.</param>
/// <param name="IsOutdated">The tree has changed in a way that only the projections can tell: read it again.</param>
public sealed record Conversation(
    string StoreId,
    Guid Id,
    string Title,
    long Version,
    ImmutableList<BranchStep> Branch,
    ImmutableList<Message> Messages,
    ImmutableList<OpenTurn> OpenTurns,
    bool HasEarlier,
    bool IsOutdated = false)
{
    public static Conversation Empty(string storeId, Guid id) => new(storeId, id, "", 0, [], [], [], HasEarlier: false);

    public ConversationPlace Place { get; init; } = ConversationPlace.Menu;

    /// <summary>Only its people see it.</summary>
    public bool IsRestricted { get; init; }

    /// <summary>Null when it began here.</summary>
    public ConversationOrigin? Origin { get; init; }

    public ConversationLabels Labels { get; init; } = ConversationLabels.None;

    public ConversationSettings Settings { get; init; } = ConversationSettings.Default;

    /// <summary>The last node of the branch when the window ends before it; null when it reaches the end.</summary>
    public Guid? Beyond { get; init; }

    public bool HasLater => Beyond is not null;

    /// <summary>The last node of the branch: what is sent next goes after it. Null before the first question.</summary>
    public Guid? Tip => Beyond ?? (Branch.IsEmpty ? null : Branch[^1].NodeId);

    /// <summary>Whether a question in view was said among people: it has no answer, no other end, and none is owed.</summary>
    public bool IsUnasked(Message question) =>
        !OpenTurns.Exists(turn => turn.QuestionId == question.Id) && !Messages.Exists(message => message.ResponseTo == question.Id);

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

        var turn = committed.CausationId;
        return committed.Data switch
        {
            ConversationCreated created => next with { Title = created.Title },
            ConversationRenamed renamed => next with { Title = renamed.Title },
            ChatMessageSent sent => next.Ask(sent, committed),
            LLMResponseRequested requested => next.AskAgain(requested, committed),
            LLMResponseStarted started => next.Change(turn, open => open.Start(started)),
            LLMResponseDelayed delayed => next.Change(turn, open => open.PutOff(delayed)),
            LLMResponseStopRequested stop => next.Change(
                OpenTurns.Find(open => open.QuestionId == stop.ResponseToMessageId)?.Id, open => open with { StopRequested = true }),
            LLMResponseReceived received => next.End(turn, Message.From(received, committed)),
            LLMResponseFailed failed => next.End(turn, Message.From(failed, committed)),
            LLMResponseCancelled cancelled => next.End(turn, Message.From(cancelled, committed)),
            ResponseRated rated => next.Change(
                message => message.Id == rated.ResponseId, message => message with { Ratings = message.Ratings.Apply(rated, committed.Actor) }),
            ITaskEvent about => next.Change(
                message => message.Tasks.Has(about.Id) || WorkTask.BegunBy(committed.Data, committed.Actor)?.MessageId == message.Id,
                message => message with { Tasks = message.Tasks.Apply(committed) }),
            ConversationRestricted => next with { IsRestricted = true },
            ConversationOpened => next with { IsRestricted = false },
            ConversationConfigured configured => next with { Settings = Settings.Apply(configured) },
            ConversationImported imported => next with { Title = imported.Title, IsOutdated = true },
            QuestionImported or RequestImported or AnswerImported => next with { IsOutdated = true },
            _ => next with { Place = Place.Apply(committed), Labels = Labels.Apply(committed) },
        };
    }

    private Conversation Ask(ChatMessageSent sent, CommittedEvent committed)
    {
        var opened = Settings.OweAnswerTo(sent.Message) ? Open(OpenTurn.From(committed, committed.Id, sent.Id)) : this;
        if (HasLater)
        {
            // Right after the end that is known it is the new end; elsewhere it may have changed what stands beside something in view.
            return sent.ReplacesMessageId is null && sent.AfterTurnId == Beyond
                ? opened with { Beyond = committed.Id }
                : opened with { IsOutdated = true };
        }

        return Follows(sent) switch
        {
            true => opened with
            {
                Branch = Branch.Add(BranchStep.First(committed.Id, Tip ?? Id, sent.Id)),
                Messages = Messages.Add(Message.From(sent, committed)),
            },
            false => opened,
            null => opened with { IsOutdated = true },
        };
    }

    /// <returns>Whether a message joins the end of the branch in view; null when that can't be told from here.</returns>
    private bool? Follows(ChatMessageSent sent)
    {
        if (sent.ReplacesMessageId is not null)
        {
            return null;
        }

        // It goes to the end of the newest branch after what its sender saw: to ours, as long as ours is the only one from there on.
        var seen = sent.AfterTurnId is { } after ? Branch.FindIndex(step => step.NodeId == after) : HasEarlier ? -1 : 0;
        if (seen < 0)
        {
            return sent.AfterTurnId is null || HasEarlier ? null : false;
        }

        var later = sent.AfterTurnId is null ? 0 : seen + 1;
        return Branch.Skip(later).All(step => step.IsAlone) ? true : null;
    }

    private Conversation AskAgain(LLMResponseRequested requested, CommittedEvent committed)
    {
        var cause = committed.CausationId ?? Guid.Empty;
        if (requested.KeepsPlace)
        {
            return Open(OpenTurn.From(committed, cause, requested.ResponseToMessageId));
        }

        // It stands beside the answer in view and not in its place: whoever asked for it goes there.
        return Open(OpenTurn.From(committed, committed.Id, requested.ResponseToMessageId)) with { IsOutdated = true };
    }

    private Conversation End(Guid? turnId, Message message)
    {
        if (OpenTurns.Find(turn => turn.Id == turnId) is not { } ended)
        {
            return this;
        }

        var isInView = Branch.Exists(step => step.NodeId == ended.NodeId);
        return this with
        {
            OpenTurns = OpenTurns.Remove(ended),
            Messages = isInView ? Messages.Add(message with { Interruptions = ended.Interruptions }) : Messages,
        };
    }

    private Conversation Change(Predicate<Message> isMeant, Func<Message, Message> change)
    {
        var index = Messages.FindIndex(isMeant);
        return index < 0 ? this : this with { Messages = Messages.SetItem(index, change(Messages[index])) };
    }

    private Conversation Open(OpenTurn turn) => this with { OpenTurns = OpenTurns.Add(turn) };

    private Conversation Change(Guid? turnId, Func<OpenTurn, OpenTurn> change)
    {
        var index = OpenTurns.FindIndex(turn => turn.Id == turnId);
        return index < 0 ? this : this with { OpenTurns = OpenTurns.SetItem(index, change(OpenTurns[index])) };
    }
}
