using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;

namespace WorkSquared.Web.Components.Chat;

/// <summary>What a screen reader says of an event. The text of an answer is never in a live region: it would be read out word by word.</summary>
internal static class Announcement
{
    public static string? Of(WorkEvent data) => data switch
    {
        LLMResponseStarted { Attempt: 1 } => "Assistant is answering.",
        LLMResponseReceived answer => $"Answer ready, {WordCount(answer.Message)} words.",
        LLMResponseCancelled => "The answer was stopped.",
        LLMResponseFailed failed => $"There is no answer. {failed.Reason}",
        _ => null,
    };

    private static int WordCount(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
}
