using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace WorkSquared.Core.Events;

/// <summary>
/// chain = SHA-256(previous chain ‖ header ‖ payload hash). It covers the hash and not the payload, so that a payload can be
/// erased by law and the rest still verifies.
/// </summary>
internal static class EventHash
{
    public static byte[] Genesis { get; } = new byte[SHA256.HashSizeInBytes];

    public static byte[] OfPayload(ReadOnlySpan<byte> json) => SHA256.HashData(json);

    public static byte[] Chain(ReadOnlySpan<byte> previous, CommittedEvent committed, int schemaVersion, ReadOnlySpan<byte> payloadHash)
    {
        // Every variable part is preceded by its length: no two headers share their bytes.
        var size = 32 + 32 + 8 + 8 + 8 + (4 * 16) + 1 + (3 * 4)
            + Encoding.UTF8.GetMaxByteCount(committed.StoreId.Length + committed.Type.Length + committed.Actor.Value.Length);
        var bytes = size <= 1024 ? stackalloc byte[size] : new byte[size];
        var length = 0;

        Put(bytes, ref length, previous);
        PutText(bytes, ref length, committed.StoreId);
        PutNumber(bytes, ref length, committed.Position);
        PutGuid(bytes, ref length, committed.Id);
        PutGuid(bytes, ref length, committed.CommandId);
        PutText(bytes, ref length, committed.Type);
        PutNumber(bytes, ref length, schemaVersion);
        PutText(bytes, ref length, committed.Actor.Value);
        bytes[length++] = committed.CausationId.HasValue ? (byte)1 : (byte)0;
        PutGuid(bytes, ref length, committed.CausationId.GetValueOrDefault());
        PutGuid(bytes, ref length, committed.CorrelationId);
        PutNumber(bytes, ref length, committed.CommittedAt.UtcTicks);
        Put(bytes, ref length, payloadHash);

        return SHA256.HashData(bytes[..length]);
    }

    private static void Put(Span<byte> bytes, ref int length, ReadOnlySpan<byte> value)
    {
        value.CopyTo(bytes[length..]);
        length += value.Length;
    }

    private static void PutNumber(Span<byte> bytes, ref int length, long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(bytes[length..], value);
        length += sizeof(long);
    }

    private static void PutGuid(Span<byte> bytes, ref int length, Guid value)
    {
        value.TryWriteBytes(bytes[length..], bigEndian: true, out _);
        length += 16;
    }

    private static void PutText(Span<byte> bytes, ref int length, string value)
    {
        var written = Encoding.UTF8.GetBytes(value, bytes[(length + sizeof(int))..]);
        BinaryPrimitives.WriteInt32BigEndian(bytes[length..], written);
        length += sizeof(int) + written;
    }
}
