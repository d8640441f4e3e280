using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using WorkSquared.Core.Turns;

namespace WorkSquared.Core.Import;

/// <summary>The ids of one imported conversation. They follow from its source, so that a second import finds what the first one brought, and
/// nothing of anybody else's: whoever sends mints random ones.</summary>
internal sealed class ImportIds(string storeId, string source, string sourceId)
{
    /// <summary>Of the event that begins it, and of the command.</summary>
    public Guid Beginning { get; } = Named(TurnIds.DerivedVersion, storeId, source, sourceId, "conversation");

    // A conversation's id is also a command id when its first message is sent: those of the version of derived ids are refused, so this one has
    // the version that RFC 9562 has for names.
    public Guid Conversation { get; } = Named(version: 5, storeId, source, sourceId, "id");

    /// <summary>Of a turn's opening event, of its command, and of the question's message.</summary>
    public Guid Turn(string key) => Named(TurnIds.DerivedVersion, storeId, source, sourceId, "turn", key);

    /// <summary>The command id of what has to happen once, such as its move to the archive.</summary>
    public Guid Once(string what) => Named(TurnIds.DerivedVersion, storeId, source, sourceId, "once", what);

    private static Guid Named(int version, params ReadOnlySpan<string> parts)
    {
        // Each part is preceded by its length: no two lists of parts share their bytes.
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var part in parts)
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        return TurnIds.FromHash(hash.GetHashAndReset(), version);
    }
}
