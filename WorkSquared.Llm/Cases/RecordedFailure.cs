using System.ClientModel;
using WorkSquared.Llm.Answering;
using WorkSquared.Llm.Egress;
using WorkSquared.Llm.Providers.Streams;

namespace WorkSquared.Llm.Cases;

/// <summary>An exception that is classified as the recorded one was. The other way round than <see cref="Providers.ModelFailures"/>.</summary>
internal static class RecordedFailure
{
    public static Exception Of(RecordedAttempt attempt) => attempt.ErrorClass switch
    {
        // Nobody tries again before the last attempt only where the provider asked for a longer wait than anybody has patience for.
        "rate_limited" or "provider_error" when attempt is { IsFinal: true, Number: < RetryPolicy.MaxAttempts } =>
            new ClientResultException(new LongWaitResponse(attempt.ErrorClass is "rate_limited" ? 429 : 503)),
        "rate_limited" => Reported("429"),
        "provider_error" => Reported("500"),
        "too_long" => Reported("context_length_exceeded"),
        "quota_exceeded" => Reported("insufficient_quota"),
        "unauthorized" => Reported("401"),
        "forbidden" => Reported("403"),
        "not_found" => Reported("404"),
        "bad_request" => Reported("400"),
        "timeout_first_byte" => new AnswerFailedException(AnswerFault.FirstByteTimeout),
        "timeout_idle" => new AnswerFailedException(AnswerFault.IdleTimeout),
        "timeout_wall" => new AnswerFailedException(AnswerFault.WallTimeout),
        "too_large" => new AnswerFailedException(AnswerFault.TooLarge),
        "malformed" => new AnswerFailedException(attempt is { IsRetryable: false } ? AnswerFault.NotAStream : AnswerFault.Malformed),
        "empty_answer" => new AnswerFailedException(AnswerFault.Empty),
        "no_room" => new AnswerFailedException(AnswerFault.NoRoom),
        "content_filter" => new AnswerFailedException(AnswerFault.ContentFilter),
        "stream_cut" => new AnswerFailedException(AnswerFault.Cut),
        "address_refused" => new EgressRefusedException(),
        "unreachable" => new HttpRequestException(HttpRequestError.ConnectionError),
        _ => new NotSupportedException("The recorded failure is of a class that has no exception of its own."),
    };

    private static AnswerFailedException Reported(string code) => new(AnswerFault.ErrorEvent, new ProviderError(code));
}
