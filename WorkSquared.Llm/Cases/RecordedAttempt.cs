using WorkSquared.Core.Chat;
using WorkSquared.Core.Turns;

namespace WorkSquared.Llm.Cases;

internal enum AttemptEnd
{
    Answered,
    Failed,
    Stopped,

    /// <summary>The process died under it.</summary>
    Interrupted,

    /// <summary>The file was made while it ran.</summary>
    Unknown,
}

/// <summary>One request of the recorded turn, and what the model is to do with it.</summary>
/// <param name="Text">All that had been written by its end.</param>
/// <param name="Reasoning">What it had thought by then; nothing is kept of that where another attempt followed.</param>
/// <param name="IsFinal">It failed, and nobody was to try again.</param>
internal sealed record RecordedAttempt(
    int Number, AttemptEnd End, string Text = "", string ErrorClass = "", bool IsFinal = false, bool IsRetryable = true, string Reasoning = "")
{
    public static IReadOnlyList<RecordedAttempt> Of(CaseFile file)
    {
        List<RecordedAttempt> attempts = [];
        RecordedAttempt? running = null;
        foreach (var data in file.Events.Select(recorded => recorded.Read()))
        {
            switch (data)
            {
                case LLMResponseStarted started:
                    End(running is null ? null : running with { End = AttemptEnd.Interrupted, Text = started.InterruptedMessage ?? "" });
                    running = new RecordedAttempt(started.Attempt, AttemptEnd.Unknown);
                    break;
                case LLMResponseDelayed delayed when running?.Number == delayed.Attempt:
                    End(running with { End = AttemptEnd.Failed, Text = delayed.Message, ErrorClass = delayed.ErrorClass });
                    break;
                case LLMResponseReceived received:
                    // From the file's own copy of it: the event is what the outcome is compared with.
                    End(running is null ? null : running with
                    {
                        End = AttemptEnd.Answered,
                        Text = file.Answer?.Text ?? received.Message,
                        Reasoning = received.Reasoning?.Text ?? "",
                    });
                    break;
                case LLMResponseFailed { ErrorClass: TurnFailure.Interrupted or TurnFailure.BudgetReached } failed:
                    End(running is null ? null : running with { End = AttemptEnd.Interrupted, Text = failed.Message });
                    break;
                case LLMResponseFailed failed:
                    End(running is null ? null : running with
                    {
                        End = AttemptEnd.Failed,
                        Text = failed.Message,
                        Reasoning = failed.Reasoning?.Text ?? "",
                        ErrorClass = failed.ErrorClass,
                        IsFinal = true,
                        IsRetryable = failed.Retryable,
                    });
                    break;
                case LLMResponseCancelled cancelled:
                    End(running is null ? null : running with
                    {
                        End = AttemptEnd.Stopped,
                        Text = cancelled.Message,
                        Reasoning = cancelled.Reasoning?.Text ?? "",
                    });
                    break;
            }
        }

        End(running);
        return attempts;

        void End(RecordedAttempt? ended)
        {
            if (ended is not null)
            {
                attempts.Add(ended);
            }

            running = null;
        }
    }
}
