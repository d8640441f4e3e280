using System.Buffers;
using System.Runtime.CompilerServices;

namespace WorkSquared.Core.Import;

/// <summary>Cuts a stream into pieces that are read one at a time: a file may be as long as it likes, and a piece may not.</summary>
/// <remarks>A piece is valid until the next one is asked for.</remarks>
internal static class Frames
{
    private const int ChunkSize = 64 * 1024;

    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> LinesAsync(Stream stream, int limit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var line = new ArrayBufferWriter<byte>();
        var chunk = new byte[ChunkSize];
        int length;
        while ((length = await stream.ReadAsync(chunk, cancellationToken)) > 0)
        {
            for (int start = 0, end; start < length; start = end + 1)
            {
                var left = chunk.AsSpan(start, length - start);
                end = left.IndexOf((byte)'\n') is >= 0 and var found ? start + found : length;
                Append(line, chunk.AsSpan(start, end - start), limit);
                if (end < length)
                {
                    yield return line.WrittenMemory;
                    line.ResetWrittenCount();
                }
            }
        }

        if (line.WrittenCount > 0)
        {
            yield return line.WrittenMemory;
        }
    }

    /// <summary>The elements of a JSON array, each with nothing but itself. Whether they are JSON is for whoever reads them.</summary>
    /// <exception cref="ImportRefusedException">It is no array, or ends in the middle.</exception>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> ElementsAsync(Stream stream, int limit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var element = new ArrayBufferWriter<byte>();
        var chunk = new byte[ChunkSize];
        var scan = new ElementScan();
        int length;
        while ((length = await stream.ReadAsync(chunk, cancellationToken)) > 0)
        {
            var start = 0;
            for (var i = 0; i < length; i++)
            {
                var edge = scan.Next(chunk[i]);
                if (edge is ElementEdge.Begins)
                {
                    start = i;
                }
                else if (edge is ElementEdge.Ends)
                {
                    Append(element, chunk.AsSpan(start, i + 1 - start), limit);
                    yield return element.WrittenMemory;
                    element.ResetWrittenCount();
                }
            }

            if (scan.IsInside)
            {
                Append(element, chunk.AsSpan(start, length - start), limit);
            }
        }

        if (!scan.HasEnded)
        {
            throw new ImportRefusedException("The file ends in the middle. Export it again.");
        }
    }

    private static void Append(ArrayBufferWriter<byte> piece, ReadOnlySpan<byte> bytes, int limit)
    {
        if (piece.WrittenCount + bytes.Length > limit)
        {
            throw new ImportRefusedException($"The file has a part of more than {limit / 1024 / 1024} MB, which is more than a conversation holds.");
        }

        piece.Write(bytes);
    }
}

internal enum ElementEdge
{
    None,
    Begins,
    Ends,
}

/// <summary>Where an element of a JSON array begins and ends, byte by byte.</summary>
internal struct ElementScan
{
    private int _depth;
    private bool _isInString;
    private bool _isEscaped;

    public readonly bool IsInside => _depth > 1;

    public bool HasEnded { get; private set; }

    public ElementEdge Next(byte value)
    {
        if (_isInString)
        {
            _isInString = _isEscaped || value != '"';
            _isEscaped = !_isEscaped && value == '\\';
            return ElementEdge.None;
        }

        switch (value)
        {
            case (byte)'"' when _depth > 0:
                _isInString = true;
                return ElementEdge.None;
            case (byte)'[' or (byte)'{':
                _depth += HasEnded || (_depth == 0 && value == '{') ? throw NoArray() : 1;
                return _depth == 2 ? ElementEdge.Begins : ElementEdge.None;
            case (byte)']' or (byte)'}':
                _depth -= _depth == 0 ? throw NoArray() : 1;
                HasEnded = _depth == 0;
                return _depth == 1 ? ElementEdge.Ends : ElementEdge.None;
            default:
                // A byte order mark and white space before the array.
                return _depth > 0 || value is 0xEF or 0xBB or 0xBF or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'
                    ? ElementEdge.None
                    : throw NoArray();
        }
    }

    private static ImportRefusedException NoArray() => new("This is no list of conversations.");
}
