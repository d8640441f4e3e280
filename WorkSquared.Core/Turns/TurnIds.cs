using System.Security.Cryptography;

namespace WorkSquared.Core.Turns;

/// <summary>Ids that follow from a turn's own, so that every attempt, process and restart agrees on them.</summary>
public static class TurnIds
{
    /// <summary>The message id of the turn's one answer: the running answer keeps its place on the page when it is committed.</summary>
    public static Guid AnswerOf(Guid turnId) => Derive(turnId, "answer"u8);

    /// <summary>The command id of a person's Stop: pressed in two tabs, it is one wish.</summary>
    internal static Guid StopOf(Guid turnId) => Derive(turnId, "stop"u8);

    private static Guid Derive(Guid turnId, ReadOnlySpan<byte> purpose)
    {
        Span<byte> input = stackalloc byte[16 + purpose.Length];
        turnId.TryWriteBytes(input, bigEndian: true, out _);
        purpose.CopyTo(input[16..]);

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input, hash);

        // RFC 9562, version 8: a custom hash in the shape of a UUID.
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
