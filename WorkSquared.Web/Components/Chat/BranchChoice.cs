using WorkSquared.Core.Chat;

namespace WorkSquared.Web.Components.Chat;

/// <summary>One of several that stand at the same place of a conversation, and the way to those beside it.</summary>
/// <param name="Place">The same for all of them.</param>
/// <param name="IsOfAnswers">Otherwise it is one of the wordings of a question.</param>
/// <param name="Number">Which one is in view, from 1.</param>
/// <param name="Previous">The node of the one before; null for the first.</param>
/// <param name="Next">The node of the one after; null for the last.</param>
public sealed record BranchChoice(string Place, bool IsOfAnswers, int Number, int Count, Guid? Previous, Guid? Next)
{
    /// <returns>Null for a question with a single answer.</returns>
    internal static BranchChoice? AmongAnswers(BranchStep step) =>
        Among($"answer-{step.QuestionId}", isOfAnswers: true, [.. step.Answers], step.NodeId);

    /// <returns>Null for a question that was never edited.</returns>
    internal static BranchChoice? AmongWordings(BranchStep step) =>
        Among($"wording-{step.ParentId}", isOfAnswers: false, [.. step.Wordings.Select(wording => wording.NodeId)], step.NodeId);

    private static BranchChoice? Among(string place, bool isOfAnswers, List<Guid> nodes, Guid shown)
    {
        var index = nodes.IndexOf(shown);
        return nodes.Count < 2 || index < 0
            ? null
            : new BranchChoice(
                place,
                isOfAnswers,
                index + 1,
                nodes.Count,
                Previous: index > 0 ? nodes[index - 1] : null,
                Next: index + 1 < nodes.Count ? nodes[index + 1] : null);
    }
}
