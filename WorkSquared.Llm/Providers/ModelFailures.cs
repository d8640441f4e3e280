using System.ClientModel;
using System.Globalization;
using Microsoft.Extensions.Options;
using WorkSquared.Core.Turns;
using WorkSquared.Llm.Egress;
using WorkSquared.Llm.Providers.Streams;

namespace WorkSquared.Llm.Providers;

/// <param name="Failure">What to say when nobody tries again.</param>
/// <param name="Trouble">What happened, without the advice; null when the same request can't fare better in a while.</param>
/// <param name="RetryAfter">How long the provider asked us to wait; null when it did not say.</param>
internal sealed record ModelFailure(TurnFailure Failure, string? Trouble = null, TimeSpan? RetryAfter = null);

/// <summary>Says what went wrong, for a person and for statistics.</summary>
/// <remarks>It goes by status code, error code and type of exception, never by the text of a message.</remarks>
internal sealed class ModelFailures(
    ModelEndpoint endpoint, LlmOptions options, IOptions<StreamLimits> limits, TimeProvider timeProvider)
{
    private const string Admin = "An administrator must";
    private const string Again = "Try again.";
    private const string Later = "Try again in a little while.";

    private readonly string _provider = endpoint.ProviderName;

    // What was entered in the page is put right there; what the server's settings say, in those.
    private readonly string _settings = endpoint.IsEntered ? "/model" : "WorkSquared:Llm";
    private readonly string _address = endpoint.IsEntered ? "Endpoint (/model)" : "WorkSquared:Llm:Endpoint";
    private readonly string _hosts = endpoint.IsEntered ? "WorkSquared:Llm:AllowPrivateHosts" : "WorkSquared:Llm:Endpoint";
    private readonly string _largestAnswer = endpoint.IsEntered ? "Largest answer (/model)" : "WorkSquared:Llm:MaxOutputTokens";

    public string Provider => _provider;

    /// <summary>No request is sent at present, because too many have failed.</summary>
    public ModelFailure OutOfService => Passing("provider_unavailable", $"{_provider} is failing for everybody at present.", Later);

    /// <summary>Call it with whatever the chat client threw, except for a cancellation of one's own.</summary>
    /// <param name="modelId">The one that was asked.</param>
    public ModelFailure Classify(Exception exception, string modelId)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case AnswerFailedException { Fault: AnswerFault.ErrorEvent } failed:
                    return OfStatus(failed.Error.Status, failed.Error, modelId);
                case AnswerFailedException failed:
                    return OfFault(failed.Fault);
                case ClientResultException { Status: > 0 } answered:
                    return OfResponse(answered, modelId);
                // It comes as the cause of the second when a connection was to be made.
                case EgressRefusedException or HttpRequestException { InnerException: EgressRefusedException }:
                    return AddressRefused();
                case HttpRequestException request:
                    return OfConnection(request.HttpRequestError);
                case TimeoutException:
                    return Unreachable();
                case IOException:
                    return OfFault(AnswerFault.Cut);
            }
        }

        return new(new TurnFailure("unexpected", "Something went wrong while the answer was being read. Try again.", Retryable: true));
    }

    private ModelFailure OfResponse(ClientResultException answered, string modelId)
    {
        var response = answered.GetRawResponse();
        var body = response is null ? default : response.Content.ToMemory();
        _ = ProviderError.TryRead(body.Span, out var error);
        return OfStatus(answered.Status, error, modelId) with { RetryAfter = RetryAfter.Read(response?.Headers, timeProvider) };
    }

    private ModelFailure OfStatus(int status, ProviderError error, string modelId) => (status, error) switch
    {
        (_, { IsContentFilter: true }) => OfFault(AnswerFault.ContentFilter),
        (_, { IsTooLong: true }) or (413, _) => Final(
            TurnFailure.TooLong,
            $"The conversation is too long for {modelId}. Ask in a new conversation, "
            + $"or let an administrator lower WorkSquared:Llm:ContextTokens ({options.ContextTokens})."),
        (_, { IsQuota: true }) or (402, _) => Final(
            "quota_exceeded", $"The account at {_provider} has no credit left. {Admin} add credit or raise its limit."),
        (401, _) => Final("unauthorized", $"{_provider} did not accept the API key. {Admin} set a valid {KeyName()}."),
        (403, _) => Final(
            "forbidden", $"{_provider} does not let this API key use {modelId}. {Admin} allow it there or choose another model."),
        (404, _) => Final(
            "not_found", $"{_provider} does not know {modelId}. {Admin} check {ModelName(modelId)} and {_address}."),
        (429, _) => Passing("rate_limited", $"{_provider} is taking no more questions for the moment.", Later),
        (408 or 409 or 425 or >= 500, _) => Passing(
            "provider_error", $"{_provider} has trouble of its own (status {status}).", Later),
        _ => Final("bad_request", $"{_provider} refused the request (status {status}). {Admin} check the settings in {_settings}."),
    };

    private ModelFailure OfFault(AnswerFault fault) => fault switch
    {
        AnswerFault.FirstByteTimeout => Passing(
            "timeout_first_byte", $"{_provider} did not begin to answer within {Seconds(limits.Value.FirstByte)} seconds.", Later),
        AnswerFault.IdleTimeout => Passing(
            "timeout_idle", $"{_provider} fell silent for {Seconds(limits.Value.Idle)} seconds in the middle of the answer.", Again),
        AnswerFault.WallTimeout => new(new TurnFailure(
            "timeout_wall", $"The answer was not complete after {Seconds(limits.Value.Wall)} seconds. Try again, or ask for less.", Retryable: true)),
        AnswerFault.TooLarge => Final("too_large", "The answer grew beyond any sensible length and was stopped. Ask for less."),
        AnswerFault.NotAStream => Final(
            "malformed",
            $"{_provider} did not answer as a language model does. {Admin} check that {_address} is its API's base URL."),
        AnswerFault.Malformed => Passing("malformed", $"{_provider} sent an answer that can't be read.", Again),
        AnswerFault.Empty => Passing("empty_answer", "The model ended its answer without a word.", Again),
        AnswerFault.NoRoom => Final(
            "no_room",
            $"The model used up its {options.MaxOutputTokens} tokens before the first word of its answer. {Admin} raise {_largestAnswer}."),
        AnswerFault.ContentFilter => Final(
            "content_filter", $"The content filter of {_provider} stopped this question or its answer. Ask in other words."),
        _ => Passing("stream_cut", $"The connection to {_provider} broke before the answer was complete.", Again),
    };

    private ModelFailure OfConnection(HttpRequestError error) => error switch
    {
        HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError => Unreachable(),
        HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded
            or HttpRequestError.HttpProtocolError or HttpRequestError.VersionNegotiationError => OfFault(AnswerFault.NotAStream),
        _ => OfFault(AnswerFault.Cut),
    };

    private ModelFailure AddressRefused() => Final(
        "address_refused",
        $"{_provider} leads to an address that this server does not call, so nothing was sent. "
        + $"{Admin} check the name service, or name that host in {_hosts} if it is meant.");

    private ModelFailure Unreachable() => Passing(
        "unreachable",
        $"{_provider} can't be reached from this server.",
        $"Try again; if it stays so, an administrator must check the network and {_address}.");

    private string KeyName() => endpoint.Provider switch
    {
        _ when endpoint.IsEntered => "API key (/model)",
        LlmProvider.Braintrust => "BRAINTRUST_API_KEY or WorkSquared:Llm:ApiKey",
        LlmProvider.AzureOpenAI => "AZURE_OPENAI_API_KEY or WorkSquared:Llm:ApiKey",
        LlmProvider.OpenAI when endpoint.IsOpenAIItself => "OPENAI_API_KEY or WorkSquared:Llm:ApiKey",
        _ => "WorkSquared:Llm:ApiKey",
    };

    private string ModelName(string modelId) => endpoint.Provider switch
    {
        _ when endpoint.IsEntered => "Model (/model)",
        _ when modelId != endpoint.ModelId => "WorkSquared:Llm:Models",
        LlmProvider.AzureOpenAI => "WorkSquared:Llm:Deployment",
        _ => "WorkSquared:Llm:Model",
    };

    private static string Seconds(TimeSpan limit) => limit.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);

    /// <summary>Somebody must change something first.</summary>
    private static ModelFailure Final(string errorClass, string reason) => new(new TurnFailure(errorClass, reason, Retryable: false));

    private static ModelFailure Passing(string errorClass, string trouble, string advice) =>
        new(new TurnFailure(errorClass, $"{trouble} {advice}", Retryable: true), trouble);
}
