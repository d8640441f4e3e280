using System.Data.Common;

namespace WorkSquared.Core.Log;

/// <summary>The last position of a store's log and the last link of its chain.</summary>
internal sealed class StoreHead(long position, byte[] chain)
{
    public long Position { get; private set; } = position;

    public byte[] Chain { get; private set; } = chain;

    public bool HasMoved { get; set; }

    public static StoreHead Read(DbDataReader reader) => new(reader.GetInt64(0), reader.GetFieldValue<byte[]>(1));

    public void Advance(byte[] chain)
    {
        Position++;
        Chain = chain;
        HasMoved = true;
    }
}
