using System.Buffers;

namespace WorkSquared.Llm.Providers.Streams;

/// <summary>Watches the lines of an event stream go by: none may be endless, and none may report an error.</summary>
/// <remarks>The SDK skips an error event in silence, and its parser grows with a line until memory ends.</remarks>
internal sealed class EventLines(int maxLineBytes)
{
    private readonly ArrayBufferWriter<byte> _line = new();

    /// <summary>Why nothing more may be read.</summary>
    public AnswerFailedException? Failure { get; private set; }

    /// <returns>How many of these bytes may be passed on: all, or those before the line that sets <see cref="Failure"/>.</returns>
    public int Accept(ReadOnlySpan<byte> bytes)
    {
        var start = 0;
        while (start < bytes.Length)
        {
            var length = bytes[start..].IndexOfAny((byte)'\n', (byte)'\r');
            var piece = length < 0 ? bytes[start..] : bytes.Slice(start, length);
            if (_line.WrittenCount + piece.Length > maxLineBytes)
            {
                Failure = new AnswerFailedException(AnswerFault.TooLarge);
                return start;
            }

            if (length < 0)
            {
                _line.Write(piece);
                return bytes.Length;
            }

            if (!AcceptLine(piece))
            {
                return start;
            }

            start += length + 1;
        }

        return start;
    }

    private bool AcceptLine(ReadOnlySpan<byte> end)
    {
        if (_line.WrittenCount > 0)
        {
            _line.Write(end);
            end = _line.WrittenSpan;
        }

        // Text inside JSON has its quotes escaped, so this is a property, and nearly every line ends here.
        if (end.IndexOf("\"error\""u8) >= 0 && end.StartsWith("data:"u8) && ProviderError.TryRead(end[5..], out var error))
        {
            Failure = new AnswerFailedException(AnswerFault.ErrorEvent, error);
            return false;
        }

        _line.ResetWrittenCount();
        return true;
    }
}
