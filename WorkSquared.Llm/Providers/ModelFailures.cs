using System.ClientModel;
using System.ClientModel.Primitives;
using System.Globalization;
using Microsoft.Extensions.Options;
using WorkSquared.Core.Turns;
using WorkSquared.Llm.Providers.Streams;

namespace WorkSquared.Llm.Providers;

/// <param name="RetryAfter">How long the provider asked us to wait; null when it did not say.</param>
internal sealed record ModelFailure(TurnFailure Failure, TimeSpan? RetryAfter);

/// <summary>Says what went wrong, for a person and for statistics: by status code, error code and type of exception, never by message text.</summary>
internal sealed class ModelFailures(ModelEndpoint endpoint, IOptions<LlmOptions> options, IOptions<StreamLimits> limits, TimeProvider timeProvider)
{
    private readonly string _provider = endpoint.ProviderName;

    /// <summary>Call it with whatever the chat client threw, except for a cancellation of one's own.</summary>
    public ModelFailure Classify(Exception exception)
    {
        foreach (var cause in Causes(exception))
        {
            switch (cause)
            {
                case AnswerFailedException { Fault: AnswerFault.ErrorEvent } failed:
                    return new(OfStatus(failed.Error.Status, failed.Error), null);
                case AnswerFailedException failed:
                    return new(OfFault(failed.Fault), null);
                case ClientResultException { Status: > 0 } answered:
                    return OfResponse(answered);
                case HttpRequestException request:
                    return new(OfConnection(request.HttpRequestError), null);
                case TimeoutException:
                    return new(Unreachable(), null);
                case IOException:
                    return new(OfFault(AnswerFault.Cut), null);
            }
        }

        return new(new("unexpected", "Something went wrong while the answer was being read. The server's log names it; trying again may help.", true), null);
    }

    private static IEnumerable<Exception> Causes(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
        }
    }

    private ModelFailure OfResponse(ClientResultException answered)
    {
        var response = answered.GetRawResponse();
        var body = response is null ? default : response.Content.ToMemory();
        _ = ProviderError.TryRead(body.Span, out var error);
        return new(OfStatus(answered.Status, error), RetryAfter(response?.Headers));
    }

    private TurnFailure OfStatus(int status, ProviderError error) => (status, error) switch
    {
        (_, { IsContentFilter: true }) => OfFault(AnswerFault.ContentFilter),
        (_, { IsTooLong: true }) or (413, _) => TooLong(),
        (_, { IsQuota: true }) or (402, _) => new(
            "quota_exceeded", $"The account at {_provider} has no credit left. An administrator must add credit or raise its limit.", false),
        (401, _) => new("unauthorized", $"{_provider} did not accept the API key. An administrator must set a valid {KeyName()}.", false),
        (403, _) => new(
            "forbidden", $"{_provider} does not let this API key use {endpoint.ModelId}. An administrator must allow it there or choose another model.", false),
        (404, _) => new(
            "not_found", $"{_provider} does not know {endpoint.ModelId}. An administrator must check {ModelName()} and WorkSquared:Llm:Endpoint.", false),
        (429, _) => new("rate_limited", $"{_provider} is taking no more questions for the moment. Try again in a little while.", true),
        ( >= 500 or 408 or 409 or 425, _) => new("provider_error", $"{_provider} has trouble of its own (status {status}). Try again in a little while.", true),
        _ => new("bad_request", $"{_provider} refused the request (status {status}). An administrator must check the settings in WorkSquared:Llm.", false),
    };

    private TurnFailure TooLong() => new(
        "too_long",
        $"The conversation is too long for {endpoint.ModelId}. Ask in a new conversation, "
        + $"or let an administrator lower WorkSquared:Llm:ContextTokens ({options.Value.ContextTokens}).",
        Retryable: false);

    private TurnFailure OfFault(AnswerFault fault) => fault switch
    {
        AnswerFault.FirstByteTimeout => new(
            "timeout_first_byte", $"{_provider} did not begin to answer within {Seconds(limits.Value.FirstByte)} seconds. Try again in a little while.", true),
        AnswerFault.IdleTimeout => new(
            "timeout_idle", $"{_provider} fell silent for {Seconds(limits.Value.Idle)} seconds in the middle of the answer. Try again.", true),
        AnswerFault.WallTimeout => new(
            "timeout_wall", $"The answer was not complete after {Seconds(limits.Value.Wall)} seconds. Try again, or ask for something shorter.", true),
        AnswerFault.TooLarge => new("too_large", "The answer grew far beyond any sensible length and was stopped. Ask for something shorter.", false),
        AnswerFault.NotAStream => new(
            "malformed",
            $"{_provider} did not answer as a language model does. An administrator must check that WorkSquared:Llm:Endpoint is the base URL of its API.",
            false),
        AnswerFault.Malformed => new("malformed", $"{_provider} sent an answer that can't be read. Try again.", true),
        AnswerFault.Empty => new(
            "empty_answer",
            "The model ended its answer without a word. Try again; if it stays so, an administrator can raise WorkSquared:Llm:MaxOutputTokens.",
            true),
        AnswerFault.ContentFilter => new(
            "content_filter", $"The content filter of {_provider} stopped this question or its answer. Ask in other words.", false),
        _ => new("stream_cut", $"The connection to {_provider} broke before the answer was complete. Try again.", true),
    };

    private TurnFailure OfConnection(HttpRequestError error) => error switch
    {
        HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError
            or HttpRequestError.ProxyTunnelError => Unreachable(),
        HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded or HttpRequestError.HttpProtocolError
            or HttpRequestError.VersionNegotiationError => OfFault(AnswerFault.NotAStream),
        _ => OfFault(AnswerFault.Cut),
    };

    private TurnFailure Unreachable() => new(
        "unreachable",
        $"{_provider} can't be reached from this server. Try again; if it stays so, an administrator must check the network and WorkSquared:Llm:Endpoint.",
        Retryable: true);

    private string KeyName() => endpoint.Provider switch
    {
        LlmProvider.Braintrust => "BRAINTRUST_API_KEY or WorkSquared:Llm:ApiKey",
        LlmProvider.AzureOpenAI => "AZURE_OPENAI_API_KEY or WorkSquared:Llm:ApiKey",
        LlmProvider.OpenAI when endpoint.IsOpenAIItself => "OPENAI_API_KEY or WorkSquared:Llm:ApiKey",
        _ => "WorkSquared:Llm:ApiKey",
    };

    private string ModelName() => endpoint.Provider is LlmProvider.AzureOpenAI ? "WorkSquared:Llm:Deployment" : "WorkSquared:Llm:Model";

    private static string Seconds(TimeSpan limit) => limit.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);

    private TimeSpan? RetryAfter(PipelineResponseHeaders? headers)
    {
        if (headers is null)
        {
            return null;
        }

        if (headers.TryGetValue("retry-after-ms", out var text) && TryNumber(text, out var milliseconds))
        {
            return TimeSpan.FromMilliseconds(milliseconds);
        }

        if (!headers.TryGetValue("retry-after", out text))
        {
            return null;
        }

        if (TryNumber(text, out var seconds))
        {
            return TimeSpan.FromSeconds(seconds);
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? TimeSpan.FromTicks(Math.Max(0, (at - timeProvider.GetUtcNow()).Ticks))
            : null;
    }

    // A day is longer than anyone waits, and short enough for every timer.
    private static bool TryNumber(string? text, out double number) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number) && number is >= 0 and <= 86_400_000;
}
