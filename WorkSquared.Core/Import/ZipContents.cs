using System.Buffers.Binary;
using System.IO.Compression;

namespace WorkSquared.Core.Import;

/// <summary>A ZIP file from anywhere. Nothing of it is ever written to the disk; only entries with a known name are read.</summary>
internal static class ZipContents
{
    private const int EndSize = 22;
    private const int EntrySize = 46;
    private const uint EndSignature = 0x06054b50;
    private const uint EntrySignature = 0x02014b50;
    private const string Damaged = "This ZIP file is damaged or was not uploaded whole. Export it again.";

    /// <exception cref="ImportRefusedException">It is damaged, or built to do harm.</exception>
    public static ZipArchive Open(FileStream file)
    {
        CheckCount(file);
        file.Position = 0;
        ZipArchive zip;
        try
        {
            zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        }
        catch (InvalidDataException exception)
        {
            throw new ImportRefusedException(Damaged, exception);
        }

        foreach (var entry in zip.Entries)
        {
            if (LeadsOut(entry.FullName))
            {
                throw new ImportRefusedException("This ZIP file has names that lead out of it. It was not made by an export.");
            }
        }

        return zip;
    }

    /// <summary>The entry unpacked, which ends with a refusal where it is longer than a file may be.</summary>
    public static Stream Unpack(this ZipArchiveEntry entry) => new BoundedStream(entry.Open(), ImportLimits.Bytes);

    // Before anything of an entry is in memory: a few megabytes of directory would otherwise become hundreds of objects.
    private static void CheckCount(FileStream file)
    {
        var tail = new byte[(int)Math.Min(file.Length, EndSize + ushort.MaxValue)];
        file.Position = file.Length - tail.Length;
        file.ReadExactly(tail);
        var end = tail.Length - EndSize;
        while (end >= 0 && BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(end)) != EndSignature)
        {
            end--;
        }

        if (end < 0)
        {
            throw new ImportRefusedException(Damaged);
        }

        // ZIP64 has its directory elsewhere; nothing that may be uploaded needs it.
        var start = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(end + 16));
        var count = 0;
        file.Position = Math.Min(start, file.Length);
        Span<byte> header = stackalloc byte[EntrySize];
        while (file.ReadAtLeast(header, EntrySize, throwOnEndOfStream: false) == EntrySize
            && BinaryPrimitives.ReadUInt32LittleEndian(header) == EntrySignature)
        {
            if (++count > ImportLimits.Entries)
            {
                throw new ImportRefusedException($"This ZIP file has more than {ImportLimits.Entries} entries. It was not made by an export.");
            }

            file.Position += ReadLength(header, 28) + ReadLength(header, 30) + ReadLength(header, 32);
        }

        if (count == 0)
        {
            throw new ImportRefusedException(Damaged);
        }
    }

    private static int ReadLength(ReadOnlySpan<byte> header, int at) => BinaryPrimitives.ReadUInt16LittleEndian(header[at..]);

    private static bool LeadsOut(string name) =>
        name.StartsWith('/') || name.Contains('\\', StringComparison.Ordinal) || name.Contains('\0', StringComparison.Ordinal)
        || (name.Length > 1 && name[1] == ':') || name.Split('/').Contains("..");

    /// <summary>Counts what comes out, not what the entry says of itself.</summary>
    private sealed class BoundedStream(Stream inner, long limit) : Stream
    {
        private long _read;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => _read; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Count(inner.Read(buffer, offset, count));

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Count(await inner.ReadAsync(buffer, cancellationToken));

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            inner.Dispose();
            base.Dispose(disposing);
        }

        private int Count(int read) => (_read += read) <= limit
            ? read
            : throw new ImportRefusedException($"Unpacked this file is larger than {limit / 1024 / 1024} MB, which is more than can be imported.");
    }
}
