using System.Collections.Immutable;

namespace WorkSquared.Core.Chat;

/// <summary>One question on the branch in view, and what else stands at its place.</summary>
/// <param name="NodeId">The turn that founded it.</param>
/// <param name="ParentId">The node it follows; the conversation's own id for a first question.</param>
/// <param name="Alternatives">Every node with the same parent, itself included, oldest first: other answers, and other wordings of the question.</param>
public sealed record BranchStep(Guid NodeId, Guid ParentId, Guid QuestionId, ImmutableList<Alternative> Alternatives)
{
    /// <summary>The nodes that answer the same wording, oldest first.</summary>
    public IEnumerable<Guid> Answers => Alternatives.Where(alternative => alternative.QuestionId == QuestionId).Select(alternative => alternative.NodeId);

    /// <summary>The wordings of the question, oldest first, each with the newest node that answers it.</summary>
    public IEnumerable<Alternative> Wordings => Alternatives
        .GroupBy(alternative => alternative.QuestionId)
        .Select(wording => wording.Key == QuestionId ? new Alternative(NodeId, QuestionId) : wording.Last());

    internal bool IsAlone => Alternatives.Count == 1;

    internal static BranchStep First(Guid nodeId, Guid parentId, Guid questionId) =>
        new(nodeId, parentId, questionId, [new Alternative(nodeId, questionId)]);
}

public sealed record Alternative(Guid NodeId, Guid QuestionId);

/// <summary>Some steps of a branch, with what was said in them.</summary>
internal sealed record BranchPart(ImmutableList<BranchStep> Branch, ImmutableList<Message> Messages, bool HasEarlier);
