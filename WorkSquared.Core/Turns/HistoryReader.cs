using WorkSquared.Core.Chat;
using WorkSquared.Core.Log;

namespace WorkSquared.Core.Turns;

/// <summary>What the model is to know of a conversation: the branch that ends with the question, whole turns only.</summary>
internal static class HistoryReader
{
    public static TurnHistory Read(WorkSquaredDbContext context, TurnClaim claim, int limit) =>
        Read(context, context.Turns.Single(row => row.StoreId == claim.StoreId && row.Id == claim.TurnId), limit);

    public static TurnHistory Read(WorkSquaredDbContext context, TurnRow turn, int limit)
    {
        var branch = BranchReader.Read(context, turn.StoreId, turn.NodeId, limit + 1);

        // Those before the question that have an answer.
        var answered = branch[..^1].Select(node => (Question: node.QuestionPosition, Answer: AnswerOf(node))).Where(pair => pair.Answer is not null).ToList();
        var continued = branch[^1].Siblings.FirstOrDefault(row => row.Id == turn.ContinuesId)?.EndPosition;
        var positions = answered.SelectMany(pair => new[] { pair.Question, pair.Answer!.Value }).Append(turn.QuestionPosition).Append(continued ?? 0).ToList();
        var texts = TextsAt(context, turn, positions);

        return new TurnHistory(
            [.. answered.Select(pair => new AnsweredTurn(pair.Question, texts[pair.Question], pair.Answer!.Value, texts[pair.Answer.Value]))],
            branch.Count > limit ? BranchReader.CountBefore(context, turn.StoreId, branch[0].Id) : 0,
            turn.QuestionPosition,
            texts[turn.QuestionPosition],
            continued is { } position ? new ContinuedAnswer(position, texts[position]) : null);
    }

    /// <summary>What the model was told at the time, by the manifest: turns in pairs, the question, and what it goes on from if it does.</summary>
    /// <returns>Null when the log lacks one of the texts.</returns>
    public static TurnHistory? ReadAgain(WorkSquaredDbContext context, TurnRow turn, PromptManifest sent)
    {
        var texts = TextsAt(context, turn, sent.Positions);
        if (sent.Positions.Count == 0 || !sent.Positions.All(texts.ContainsKey))
        {
            return null;
        }

        var isContinued = sent.Positions.Count % 2 == 0;
        long[] earlier = [.. sent.Positions.SkipLast(isContinued ? 2 : 1)];
        var question = sent.Positions[earlier.Length];
        return new TurnHistory(
            [.. earlier.Chunk(2).Select(pair => new AnsweredTurn(pair[0], texts[pair[0]], pair[1], texts[pair[1]]))],
            sent.OmittedTurns,
            question,
            texts[question],
            isContinued ? new ContinuedAnswer(sent.Positions[^1], texts[sent.Positions[^1]]) : null);
    }

    private static Dictionary<long, string> TextsAt(WorkSquaredDbContext context, TurnRow turn, IReadOnlyList<long> positions) => context.Messages
        .Where(row => row.StoreId == turn.StoreId && row.ConversationId == turn.ConversationId && positions.Contains(row.Position))
        .Select(row => new { row.Position, row.Text })
        .ToDictionary(row => row.Position, row => row.Text);

    /// <summary>The answer in its place, the newest; where it has none, the newest of those beside it.</summary>
    private static long? AnswerOf(BranchNode node)
    {
        var answers = node.Siblings.Where(turn => turn.State is TurnState.Answered && turn.QuestionId == node.QuestionId).ToList();
        return (answers.FindLast(turn => turn.NodeId == node.Id) ?? answers.LastOrDefault())?.EndPosition;
    }
}
