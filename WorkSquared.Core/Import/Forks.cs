using Microsoft.EntityFrameworkCore;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Log;
using WorkSquared.Core.Sharing;
using WorkSquared.Core.Turns;

namespace WorkSquared.Core.Import;

/// <summary>A fork is an import from the same store: the turns are stated anew, and the other conversation never hears of it.</summary>
internal sealed class Forks(LogWriter writer, EventAppender appender, SnapshotReader snapshots, TimeProvider time) : IForks
{
    private const int MaxTitleLength = 190;

    private const string FindFork = "SELECT topic FROM events WHERE store_id = @p1 AND command_id = @p2";

    public async Task<Guid> ForkAsync(ForkConversation command, CancellationToken cancellationToken)
    {
        TurnIds.RefuseDerived(command.CommandId);
        using var span = CoreActivity.Start("chat.fork", command.StoreId, command.ConversationId);
        var now = time.GetUtcNow();
        var branch = await snapshots.ReadAsync(new Reader(command.StoreId, command.Actor), context => Read(context, command, now), cancellationToken);
        var ids = new ImportIds(command.StoreId, ImportSource.Fork, command.CommandId.ToString());
        var beginning = new ConversationImported(
            ids.Conversation, branch.Title, ImportSource.Fork, command.ConversationId.ToString(), now, now, command.TurnId);
        ProposedEvent[] events =
        [
            new ProposedEvent(ids.Beginning, ids.Beginning, command.Actor, beginning),

            // What was private stays so, until whoever forked it says otherwise.
            .. branch.IsRestricted
                ? [new ProposedEvent(now, ids.Once("sight"), command.Actor, new ConversationRestricted(ids.Conversation, now), ids.Beginning)]
                : Array.Empty<ProposedEvent>(),
            .. branch.Facts.Select(fact => fact.Propose(ids, ids.Conversation, command.Actor, now)),
        ];

        // All of it or nothing: half a branch would be another conversation.
        return await writer.ExecuteAsync(
            session =>
            {
                if (session.FindId(FindFork, command.StoreId, ids.Beginning) is { } forked)
                {
                    return forked;
                }

                if (session.KeepingOf(command.StoreId, ids.Conversation) is not null)
                {
                    throw new CommandRefusedException(Refusal.Conflict, "The place of this fork is taken. Try again.");
                }

                foreach (var proposed in events)
                {
                    appender.Append(session, command.StoreId, proposed);
                }

                return ids.Conversation;
            },
            cancellationToken);
    }

    private static (string Title, bool IsRestricted, List<ImportedFact> Facts) Read(WorkSquaredDbContext context, ForkConversation command, DateTimeOffset now)
    {
        var conversation = context.Conversations.AsNoTracking().SingleOrDefault(row => row.StoreId == command.StoreId && row.Id == command.ConversationId);
        var turn = context.Turns.AsNoTracking().SingleOrDefault(
            row => row.StoreId == command.StoreId && row.Id == command.TurnId && row.ConversationId == command.ConversationId);
        if (conversation is null || turn is null || conversation.Place.Deletion?.IsOver(now) is true)
        {
            throw new CommandRefusedException(Refusal.NotFound, "There is no such message to fork from.");
        }

        if (turn.State is TurnState.Open)
        {
            throw new CommandRefusedException(Refusal.Conflict, "This question is being answered. Fork when the answer is there.");
        }

        var title = conversation.Title.Length > MaxTitleLength ? MessageText.TitleOf(conversation.Title) : conversation.Title;
        return ($"{title} (fork)", conversation.IsRestricted, FactsOf(context, turn));
    }

    private static List<ImportedFact> FactsOf(WorkSquaredDbContext context, TurnRow last)
    {
        var branch = BranchReader.Read(context, last.StoreId, last.NodeId, int.MaxValue);
        var ends = branch.ToDictionary(node => node.Id, node => node.Id == last.NodeId ? last.EndPosition : EndOf(node));
        var positions = branch.Select(node => node.QuestionPosition).Concat(ends.Values.OfType<long>()).ToList();
        var messages = context.Messages.AsNoTracking()
            .Where(row => row.StoreId == last.StoreId && row.ConversationId == last.ConversationId && positions.Contains(row.Position))
            .ToDictionary(row => row.Position);

        List<ImportedFact> facts = [];
        string? after = null;
        foreach (var node in branch)
        {
            var key = node.Id.ToString();
            var question = messages[node.QuestionPosition];
            facts.Add(new AskedElsewhere(key, question.At, after, new Actor(question.Author), question.Text));
            if (ends[node.Id] is { } position)
            {
                facts.Add(Ended(key, messages[position]));
            }

            after = key;
        }

        return facts;
    }

    /// <summary>Of the tries at one place the one that ended last.</summary>
    private static long? EndOf(BranchNode node) => node.Turns.LastOrDefault(turn => turn.EndPosition is not null)?.EndPosition;

    private static EndedElsewhere Ended(string key, MessageRow end) => new(
        key,
        end.At,
        key,
        end.Kind switch
        {
            MessageKind.Answer => ImportedOutcome.Answered,
            MessageKind.Failure => ImportedOutcome.Failed,
            _ => ImportedOutcome.Cancelled,
        },
        new Actor(end.Author),
        end.Text,
        end.ModelId,
        end.FinishReason.Length > 0 ? end.FinishReason : null,
        end.Reason.Length > 0 ? end.Reason : null);
}
