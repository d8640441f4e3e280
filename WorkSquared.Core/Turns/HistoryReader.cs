using Microsoft.EntityFrameworkCore;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Log;

namespace WorkSquared.Core.Turns;

/// <summary>What the model is to know of a conversation: the branch that ends with the question, whole turns only, and what was said among people.</summary>
internal static class HistoryReader
{
    public static TurnHistory Read(WorkSquaredDbContext context, TurnClaim claim, int limit) =>
        Read(context, context.Turns.Single(row => row.StoreId == claim.StoreId && row.Id == claim.TurnId), limit);

    public static TurnHistory Read(WorkSquaredDbContext context, TurnRow turn, int limit)
    {
        var branch = BranchReader.Read(context, turn.StoreId, turn.NodeId, limit + 1);
        var earlier = branch[..^1].Where(node => AnswerOf(node) is not null || WasSaidAmongPeople(node)).ToList();
        var continued = branch[^1].Siblings.FirstOrDefault(row => row.Id == turn.ContinuesId)?.EndPosition;
        var positions = earlier.SelectMany(node => new[] { node.QuestionPosition, AnswerOf(node) ?? 0 }).Append(turn.QuestionPosition).Append(continued ?? 0);
        var texts = TextsAt(context, turn, [.. positions]);

        return new TurnHistory(
            [.. earlier.Select(node => Past(texts, node.QuestionPosition, AnswerOf(node)))],
            branch.Count > limit ? BranchReader.CountBefore(context, turn.StoreId, branch[0].Id) : 0,
            turn.QuestionPosition,
            texts[turn.QuestionPosition].Text,
            continued is { } position ? new ContinuedAnswer(position, texts[position].Text) : null,
            context.Settings.AsNoTracking()
                .FirstOrDefault(row => row.StoreId == turn.StoreId && row.ConversationId == turn.ConversationId)?.SystemPrompt);
    }

    /// <summary>What the model was told at the time, by the manifest: turns, the question, and what it goes on from if it does.</summary>
    /// <returns>Null when the log lacks one of the texts.</returns>
    public static TurnHistory? ReadAgain(WorkSquaredDbContext context, TurnRow turn, PromptManifest sent)
    {
        var texts = TextsAt(context, turn, sent.Positions);
        if (sent.Positions.Count == 0 || !sent.Positions.All(texts.ContainsKey))
        {
            return null;
        }

        var isContinued = texts[sent.Positions[^1]].IsAnswer;
        long[] earlier = [.. sent.Positions.SkipLast(isContinued ? 2 : 1)];
        var question = sent.Positions[earlier.Length];
        return new TurnHistory(
            [.. InTurns(texts, earlier)],
            sent.OmittedTurns,
            question,
            texts[question].Text,
            isContinued ? new ContinuedAnswer(sent.Positions[^1], texts[sent.Positions[^1]].Text) : null,
            context.SystemPrompts.AsNoTracking()
                .FirstOrDefault(row => row.StoreId == turn.StoreId && row.ConversationId == turn.ConversationId && row.Version == sent.Version)?.Text);
    }

    /// <summary>An answer belongs to what stands before it; what is followed by no answer was said among people.</summary>
    private static IEnumerable<PastTurn> InTurns(Dictionary<long, Said> texts, long[] positions)
    {
        for (var index = 0; index < positions.Length; index++)
        {
            var isAnswered = index + 1 < positions.Length && texts[positions[index + 1]].IsAnswer;
            yield return Past(texts, positions[index], isAnswered ? positions[++index] : null);
        }
    }

    private static PastTurn Past(Dictionary<long, Said> texts, long question, long? answer) =>
        new(question, texts[question].Text, answer, answer is { } position ? texts[position].Text : null);

    private static Dictionary<long, Said> TextsAt(WorkSquaredDbContext context, TurnRow turn, IReadOnlyList<long> positions) => context.Messages
        .Where(row => row.StoreId == turn.StoreId && row.ConversationId == turn.ConversationId && positions.Contains(row.Position))
        .Select(row => new { row.Position, row.Text, row.Kind })
        .ToDictionary(row => row.Position, row => new Said(row.Text, row.Kind is MessageKind.Answer));

    /// <summary>The answer in its place, the newest; where it has none, the newest of those beside it.</summary>
    private static long? AnswerOf(BranchNode node)
    {
        var answers = node.Siblings.Where(turn => turn.State is TurnState.Answered && turn.QuestionId == node.QuestionId).ToList();
        return (answers.FindLast(turn => turn.NodeId == node.Id) ?? answers.LastOrDefault())?.EndPosition;
    }

    /// <summary>It counts although nobody answered it, whatever became of a later wish for an answer.</summary>
    private static bool WasSaidAmongPeople(BranchNode node) =>
        node.Siblings.Any(turn => turn.State is TurnState.Unasked && turn.QuestionId == node.QuestionId);

    private readonly record struct Said(string Text, bool IsAnswer);
}
