using System.Buffers;

namespace WorkSquared.Web.Export;

/// <summary>Stands between a writer of ZIP files, which is not asynchronous everywhere, and a response, which must be: what is written waits here
/// until it is sent.</summary>
internal sealed class ResponseFile(Stream response) : Stream
{
    private const int FullAt = 64 * 1024;

    private readonly ArrayBufferWriter<byte> _waiting = new(FullAt);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Write(byte[] buffer, int offset, int count) => _waiting.Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer) => _waiting.Write(buffer);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _waiting.Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    /// <summary>Call it after each piece: sends what waits when that is worth the while.</summary>
    public ValueTask SendWhenFullAsync(CancellationToken cancellationToken) =>
        _waiting.WrittenCount < FullAt ? ValueTask.CompletedTask : SendAsync(cancellationToken);

    /// <summary>Sends whatever waits.</summary>
    public async ValueTask SendAsync(CancellationToken cancellationToken)
    {
        await response.WriteAsync(_waiting.WrittenMemory, cancellationToken);
        _waiting.ResetWrittenCount();
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
