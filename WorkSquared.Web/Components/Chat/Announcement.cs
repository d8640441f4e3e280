using Microsoft.Extensions.Localization;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Organising;
using WorkSquared.Web.Components.Shared;
using WorkSquared.Web.Localisation;

namespace WorkSquared.Web.Components.Chat;

/// <summary>What a screen reader says of an event. The text of an answer is never in a live region: it would be read out word by word.</summary>
internal static class Announcement
{
    private const int FirstWords = 120;

    /// <param name="conversation">With the event applied: what is said on a branch that is not in view is not announced.</param>
    public static string? Of(CommittedEvent committed, Conversation conversation, Viewer viewer) => committed.Data switch
    {
        ChatMessageSent sent => committed.Actor != viewer.Actor && conversation.Messages.Exists(message => message.Id == sent.Id)
            ? $"{viewer.NameOf(committed.Actor)}: {Excerpt.Of(sent.Message, FirstWords)}"
            : null,
        var data => Of(data, viewer.L),
    };

    private static string? Of(WorkEvent data, IStringLocalizer<Wording> L) => data switch
    {
        LLMResponseStarted { Attempt: 1 } => L["Assistant is answering."].Value,
        LLMResponseDelayed delayed => $"{L.Sentences(delayed.Reason)} {TryingAgain(delayed.RetryAt - delayed.CreatedAt, L)}",
        LLMResponseReceived { Metadata.Source: ResponseMetadata.Person } => L["An answer was edited."].Value,
        LLMResponseReceived answer => L["Answer ready, {0} words.", WordCount(answer.Message)].Value,
        LLMResponseCancelled => L["The answer was stopped."].Value,
        ConversationDeleted => L["This conversation was deleted."].Value,
        ConversationRestored => L["This conversation was restored."].Value,
        _ => null,
    };

    /// <summary>What may interrupt.</summary>
    /// <returns>Empty once it is over; null for what changes nothing.</returns>
    public static string? Alarm(WorkEvent data, IStringLocalizer<Wording> L) => data switch
    {
        LLMResponseFailed failed => $"{L["There is no answer."]} {L.Sentences(failed.Reason)}",
        LLMResponseStarted => "",
        _ => null,
    };

    private static string TryingAgain(TimeSpan wait, IStringLocalizer<Wording> L) => wait.TotalSeconds switch
    {
        < 1.5 => L["Trying again in a second."],
        < 90 => L["Trying again in {0} seconds.", Math.Round(wait.TotalSeconds)],
        _ => L["Trying again in {0} minutes.", Math.Round(wait.TotalMinutes)],
    };

    private static int WordCount(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
}
