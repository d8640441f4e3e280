namespace WorkSquared.Llm.Providers.Streams;

/// <summary>The three time limits of one request. It starts when it is made.</summary>
internal sealed class ResponseClock(StreamLimits limits, TimeProvider timeProvider) : IDisposable
{
    private readonly CancellationTokenSource _wall = new(limits.Wall, timeProvider);
    private readonly CancellationTokenSource _firstByte = new(limits.FirstByte, timeProvider);
    private bool _begun;

    /// <summary>The first byte of the answer is here; from now on the idle limit rules.</summary>
    public void Begin() => _begun = true;

    /// <summary>Waits for the network; never counts the time in which the reader of the answer is busy.</summary>
    public async Task<T> WaitAsync<T>(Func<CancellationToken, ValueTask<T>> wait, CancellationToken cancellationToken)
    {
        using var idle = new CancellationTokenSource(_begun ? limits.Idle : Timeout.InfiniteTimeSpan, timeProvider);
        var silence = _begun ? idle.Token : _firstByte.Token;
        using var any = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _wall.Token, silence);
        try
        {
            return await wait(any.Token);
        }
        catch (Exception exception) when (any.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            var silent = _begun ? AnswerFault.IdleTimeout : AnswerFault.FirstByteTimeout;
            throw new AnswerFailedException(_wall.IsCancellationRequested ? AnswerFault.WallTimeout : silent, innerException: exception);
        }
    }

    public void Dispose()
    {
        _wall.Dispose();
        _firstByte.Dispose();
    }
}
