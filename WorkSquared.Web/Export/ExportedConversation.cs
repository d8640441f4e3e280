using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Web.Localisation;

namespace WorkSquared.Web.Export;

/// <summary>One branch of a conversation as a file shows it, from its first question to its last answer. Pure.</summary>
/// <param name="Origin">Where the file comes from, in a few words.</param>
/// <param name="At">When it was exported.</param>
internal sealed record ExportedConversation(string Title, string Origin, DateTimeOffset At, IReadOnlyList<ExportedEntry> Entries)
{
    public static ExportedConversation From(Conversation conversation, Viewer viewer, DateTimeOffset at)
    {
        var unanswered = conversation.OpenTurns.Select(turn => turn.QuestionId).ToHashSet();
        return new ExportedConversation(
            conversation.Title,
            viewer.L["Exported from Work Squared"],
            at,
            [.. conversation.Messages.Select(message => Entry(message, viewer, unanswered.Contains(message.Id)))]);
    }

    private static ExportedEntry Entry(Message message, Viewer viewer, bool isUnanswered) => new(
        message.Kind is MessageKind.Question ? viewer.NameOf(message.Author) : viewer.L["Assistant"],
        message.ModelId,
        message.At,
        message.Text,
        message.Kind is not MessageKind.Question,
        message switch
        {
            { Kind: MessageKind.Question } when isUnanswered => viewer.L["Not answered yet when this was exported."],
            { Kind: MessageKind.Failure } => viewer.L["No answer: {0}", viewer.L.Sentences(message.Reason)],
            { Kind: MessageKind.Cancelled, Reason: "" } => viewer.L["Stopped."],
            { Kind: MessageKind.Cancelled } when message.Reason == viewer.Actor.Value => viewer.L["Stopped by you."],
            { Kind: MessageKind.Cancelled } => viewer.L["Stopped by {0}.", viewer.NameOf(new Actor(message.Reason))],
            { IsEdited: true } when message.Author == viewer.Actor => viewer.L["Edited by you."],
            { IsEdited: true } => viewer.L["Edited by {0}.", viewer.NameOf(message.Author)],
            { IsCutShort: true } => viewer.L["Cut short at the length limit."],
            { FinishReason: "content_filter" } => viewer.L["Cut short by the provider’s content filter."],
            _ => "",
        });
}

/// <param name="ModelId">Empty for what a person wrote.</param>
/// <param name="IsMarkdown">A model writes Markdown; what a person wrote is shown as it is.</param>
/// <param name="Note">What the text does not say: why there is none, or why it ends where it does. Empty when there is nothing to say.</param>
internal sealed record ExportedEntry(string Author, string ModelId, DateTimeOffset At, string Text, bool IsMarkdown, string Note);
