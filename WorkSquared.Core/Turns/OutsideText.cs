using WorkSquared.Core.Chat;
using WorkSquared.Core.Pushing;

namespace WorkSquared.Core.Turns;

/// <summary>What another service may write into an answer.</summary>
internal static class OutsideText
{
    private const string Source = "api";
    private const long MaxTokens = 1_000_000_000;

    private static readonly string[] _finishReasons = ["stop", "length", "content_filter"];

    /// <returns>The text as it is: an answer is not a person's words, and may begin with a blank.</returns>
    public static string Answer(AnswerText given)
    {
        if (given.Role is not MessageRole.Assistant)
        {
            throw Invalid("The role of v1.LLMResponseReceived is assistant.");
        }

        MessageText.CheckCharacters(given.Message);
        return string.IsNullOrWhiteSpace(given.Message) ? throw Invalid("An answer needs a text; without one it is a v1.LLMResponseFailed.") : given.Message;
    }

    public static string SoFar(string? text)
    {
        MessageText.CheckCharacters(text ?? "");
        return text ?? "";
    }

    public static string Model(string? model) => model is null ? "" : MessageText.CheckTitle(model);

    /// <summary>A short stable name for scripts and statistics.</summary>
    public static string Word(string word, string field) =>
        word.Length is > 0 and <= 40 && word.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '_' or '-' or '.')
            ? word
            : throw Invalid($"{field} is 1 to 40 small letters, digits, '_', '-' or '.'.");

    public static AnswerOrigin Check(AnswerOrigin? origin)
    {
        var finish = origin?.FinishReason ?? "stop";
        if (!_finishReasons.Contains(finish))
        {
            throw Invalid("finishReason is stop, length or content_filter.");
        }

        if (origin?.InputTokens is < 0 or > MaxTokens || origin?.OutputTokens is < 0 or > MaxTokens)
        {
            throw Invalid("inputTokens and outputTokens are counts.");
        }

        return new AnswerOrigin(origin?.Source is { } source ? Word(source, "source") : Source, finish, origin?.InputTokens, origin?.OutputTokens);
    }

    private static CommandRefusedException Invalid(string reason) => new(Refusal.Invalid, reason);
}
