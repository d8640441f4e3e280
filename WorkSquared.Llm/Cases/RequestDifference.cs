using Microsoft.Extensions.AI;

namespace WorkSquared.Llm.Cases;

/// <summary>Where a request first differs from the recorded one, without a word of what either says.</summary>
internal static class RequestDifference
{
    /// <returns>Null when they are the same.</returns>
    public static string? First(CaseRequest recorded, IReadOnlyList<ChatMessage> messages, ChatOptions? options) =>
        Differs("model", recorded.Model, options?.ModelId)
        ?? Differs("temperature", (float?)recorded.Temperature, options?.Temperature)
        ?? Differs("most tokens of the answer", recorded.MaxOutputTokens, options?.MaxOutputTokens)
        ?? Differs("number of messages", recorded.Messages.Count, messages.Count)
        ?? recorded.Messages.Select((message, index) => InMessage(index + 1, message, messages[index])).FirstOrDefault(found => found is not null);

    public static string? InText(string recorded, string replayed)
    {
        if (recorded == replayed)
        {
            return null;
        }

        var common = recorded.AsSpan().CommonPrefixLength(replayed);
        return $"the text differs from character {common + 1} on ({recorded.Length} recorded, {replayed.Length} here)";
    }

    private static string? InMessage(int number, CaseMessage recorded, ChatMessage sent) =>
        Differs($"role of message {number}", recorded.Role, sent.Role.Value)
        ?? (InText(recorded.Text, sent.Text) is { } difference ? $"message {number}: {difference}" : null);

    private static string? Differs<T>(string what, T recorded, T replayed) => EqualityComparer<T>.Default.Equals(recorded, replayed)
        ? null
        : $"{what}: {Shown(recorded)} recorded, {Shown(replayed)} here";

    private static string Shown<T>(T value) => FormattableString.Invariant($"{value}") is { Length: > 0 } text ? text : "none";
}
