using System.Security.Cryptography;

namespace WorkSquared.Core.Turns;

/// <summary>Ids that follow from a turn's own, so that every attempt, process and restart agrees on them.</summary>
public static class TurnIds
{
    /// <summary>RFC 9562: a custom hash in the shape of a UUID. Senders mint versions 4 and 7.</summary>
    internal const int DerivedVersion = 8;

    /// <summary>The message id of the turn's one answer: the running answer keeps its place on the page when it is committed.</summary>
    public static Guid AnswerOf(Guid turnId) => Derive(turnId, "answer"u8);

    /// <summary>The command id of a person's Stop: pressed in two tabs, it is one wish.</summary>
    internal static Guid StopOf(Guid turnId) => Derive(turnId, "stop"u8);

    /// <summary>The command id of a conversation's return from the archive, brought about by the message that opened the turn.</summary>
    internal static Guid UnarchivalOf(Guid turnId) => Derive(turnId, "unarchival"u8);

    /// <summary>The command id of a conversation's restriction, brought about by the message that began it.</summary>
    internal static Guid RestrictionOf(Guid conversationId) => Derive(conversationId, "restriction"u8);

    /// <summary>Of which the last eight bytes stand above all spans of the turn: never zero, as the variant's bits are among them.</summary>
    internal static Guid SpanOf(Guid turnId) => Derive(turnId, "span"u8);

    /// <summary>A sender's id may not be one that a turn's own events will need: whoever took it could keep the turn from ending.</summary>
    /// <exception cref="CommandRefusedException">It is of the version that only derived ids have, or empty.</exception>
    internal static void RefuseDerived(params ReadOnlySpan<Guid> ids)
    {
        foreach (var id in ids)
        {
            if (id == Guid.Empty || id.Version == DerivedVersion)
            {
                throw new CommandRefusedException(Refusal.Invalid, "This id can't be used. Send it again with a random one.");
            }
        }
    }

    internal static Guid FromHash(Span<byte> hash, int version)
    {
        hash[6] = (byte)((hash[6] & 0x0F) | (version << 4));
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }

    private static Guid Derive(Guid turnId, ReadOnlySpan<byte> purpose)
    {
        Span<byte> input = stackalloc byte[16 + purpose.Length];
        turnId.TryWriteBytes(input, bigEndian: true, out _);
        purpose.CopyTo(input[16..]);

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input, hash);

        return FromHash(hash, DerivedVersion);
    }
}
