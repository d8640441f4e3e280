namespace WorkSquared.Llm.Providers.Streams;

/// <summary>An answer on its way in, bounded before any parser sees it.</summary>
internal sealed class BoundedStream(Stream inner, ResponseClock clock, StreamLimits limits) : Stream
{
    private readonly EventLines _lines = new(limits.MaxLineBytes);
    private long _bytes;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ThrowIfFailed();
        var count = await clock.WaitAsync(token => inner.ReadAsync(buffer, token), cancellationToken);
        if (count == 0)
        {
            return 0;
        }

        clock.Begin();
        _bytes += count;
        if (_bytes > limits.MaxBytes)
        {
            throw new AnswerFailedException(AnswerFault.TooLarge);
        }

        // What came before the failure is passed on first: the text so far is worth keeping.
        var accepted = _lines.Accept(buffer.Span[..count]);
        if (accepted == 0)
        {
            ThrowIfFailed();
        }

        return accepted;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Time limits need ReadAsync.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
            clock.Dispose();
        }

        base.Dispose(disposing);
    }

    private void ThrowIfFailed()
    {
        if (_lines.Failure is { } failure)
        {
            throw failure;
        }
    }
}
