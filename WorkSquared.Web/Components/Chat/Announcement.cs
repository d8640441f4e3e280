using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Organising;

namespace WorkSquared.Web.Components.Chat;

/// <summary>What a screen reader says of an event. The text of an answer is never in a live region: it would be read out word by word.</summary>
internal static class Announcement
{
    public static string? Of(WorkEvent data) => data switch
    {
        LLMResponseStarted { Attempt: 1 } => "Assistant is answering.",
        LLMResponseDelayed delayed => $"{delayed.Reason} Trying again {InWords(delayed.RetryAt - delayed.CreatedAt)}.",
        LLMResponseReceived answer => $"Answer ready, {WordCount(answer.Message)} words.",
        LLMResponseCancelled => "The answer was stopped.",
        ConversationDeleted => "This conversation was deleted.",
        ConversationRestored => "This conversation was restored.",
        _ => null,
    };

    /// <summary>What may interrupt.</summary>
    /// <returns>Empty once it is over; null for what changes nothing.</returns>
    public static string? Alarm(WorkEvent data) => data switch
    {
        LLMResponseFailed failed => $"There is no answer. {failed.Reason}",
        LLMResponseStarted => "",
        _ => null,
    };

    private static string InWords(TimeSpan wait) => wait.TotalSeconds switch
    {
        < 1.5 => "in a second",
        < 90 => $"in {wait.TotalSeconds:0} seconds",
        _ => $"in {wait.TotalMinutes:0} minutes",
    };

    private static int WordCount(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
}
