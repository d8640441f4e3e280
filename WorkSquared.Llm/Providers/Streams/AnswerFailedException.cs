namespace WorkSquared.Llm.Providers.Streams;

internal enum AnswerFault
{
    FirstByteTimeout,
    IdleTimeout,
    WallTimeout,
    TooLarge,

    /// <summary>A web page, a redirect or plain JSON in place of a stream of events: most likely the address is wrong.</summary>
    NotAStream,

    /// <summary>It is a stream of events, but not of ones we can read.</summary>
    Malformed,

    /// <summary>The provider reported an error inside an answer that had begun well.</summary>
    ErrorEvent,

    /// <summary>It ended without saying why: what arrived is not an answer.</summary>
    Cut,

    /// <summary>It ended well, without a word.</summary>
    Empty,

    /// <summary>It used up its length before the first word, as models do that think first: another request would too, and be billed.</summary>
    NoRoom,
    ContentFilter,
}

/// <summary>What arrived is not an answer. The message holds nothing of what the provider sent.</summary>
internal sealed class AnswerFailedException(AnswerFault fault, ProviderError error = default, Exception? innerException = null)
    : Exception($"The model's answer failed: {fault}.", innerException)
{
    public AnswerFault Fault { get; } = fault;

    public ProviderError Error { get; } = error;
}
