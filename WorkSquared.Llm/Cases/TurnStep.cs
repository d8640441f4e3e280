using WorkSquared.Core.Cases;
using WorkSquared.Core.Chat;

namespace WorkSquared.Llm.Cases;

/// <summary>What can be compared of an event between the recorded turn and the replayed one: no ids, times or sentences.</summary>
/// <param name="What">For a person to read.</param>
/// <param name="Reasoning">What the model had thought. How long that took is another matter at every replay.</param>
internal sealed record TurnStep(string What, string Text = "", bool IsEnd = false, string Reasoning = "")
{
    public static IReadOnlyList<TurnStep> Of(IEnumerable<EventEnvelope> events) =>
        [.. events.Select(recorded => Of(recorded.Read())).OfType<TurnStep>()];

    /// <summary>Where the two first differ; null when they are the same.</summary>
    public string? DifferenceTo(TurnStep? replayed) => replayed switch
    {
        null => $"recorded is: {What}; here nothing more happened",
        _ when What != replayed.What => $"recorded is: {What}",
        _ when RequestDifference.InText(Reasoning, replayed.Reasoning) is { } difference => $"reasoning: {difference}",
        _ => RequestDifference.InText(Text, replayed.Text),
    };

    public override string ToString() => Text.Length > 0 ? $"{What}, {Text.Length} characters" : What;

    private static TurnStep? Of(Core.Events.WorkEvent data) => data switch
    {
        LLMResponseStarted started => new TurnStep($"attempt {started.Attempt}", started.InterruptedMessage ?? ""),

        // A turn that waits because the provider fails for everybody waits for other turns: there are none here.
        LLMResponseDelayed { Attempt: > 0 } delayed => new TurnStep($"put off, {delayed.ErrorClass}", delayed.Message),

        // A Stop without a "stopped" came too late to matter.
        LLMResponseReceived received => new TurnStep($"answered, {received.Metadata.FinishReason}", received.Message, IsEnd: true, received.Reasoning?.Text ?? ""),
        LLMResponseFailed failed => new TurnStep($"failed, {failed.ErrorClass}", failed.Message, IsEnd: true, failed.Reasoning?.Text ?? ""),
        LLMResponseCancelled cancelled => new TurnStep("stopped", cancelled.Message, IsEnd: true, cancelled.Reasoning?.Text ?? ""),
        _ => null,
    };
}
