using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Import;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Core;

/// <summary>What must hold of the tree of a conversation, by the events alone.</summary>
internal static class TreeModel
{
    /// <summary>Nothing is overwritten: every message is on some branch, and every branch begins at a first question.</summary>
    public static async Task CheckAsync(TestWorkspace workspace, Guid conversation, List<CommittedEvent> events)
    {
        HashSet<Guid> reachable = [];
        foreach (var opening in events.Where(committed => committed.Data.Topic == conversation && Opens(committed)))
        {
            var branch = await workspace.OpenAsync(conversation, opening.Id);
            Assert.False(branch.HasEarlier);
            Assert.Equal(conversation, branch.Branch[0].ParentId);
            Assert.Equal(branch.Branch.Select(step => step.NodeId).SkipLast(1), branch.Branch.Select(step => step.ParentId).Skip(1));
            Assert.Contains(branch.Branch, step => step.NodeId == NodeOf(opening, events));
            reachable.UnionWith(branch.Messages.Select(message => message.Id));
        }

        var said = events.Where(committed => committed.Data.Topic == conversation).Select(committed => committed.Data switch
        {
            ChatMessageSent sent => sent.Id,
            LLMResponseReceived received => received.Id,
            LLMResponseFailed failed => failed.Id,
            LLMResponseCancelled cancelled => cancelled.Id,
            QuestionImported imported => imported.Id,
            AnswerImported imported => imported.Id,
            _ => (Guid?)null,
        });
        Assert.Equal(said.OfType<Guid>().Order(), reachable.Order());
    }

    private static bool Opens(CommittedEvent committed) =>
        committed.Data is ChatMessageSent or LLMResponseRequested or QuestionImported or RequestImported;

    /// <summary>A retry has the place of what it retries, and so does the first answer to what was said among people; whatever else opens a turn has
    /// its own.</summary>
    private static Guid NodeOf(CommittedEvent opening, List<CommittedEvent> events) => opening.Data is LLMResponseRequested { KeepsPlace: true }
        ? NodeOf(events.Single(committed => committed.Id == opening.CausationId), events)
        : opening.Id;
}
