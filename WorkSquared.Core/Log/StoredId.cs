using System.Data.Common;

namespace WorkSquared.Core.Log;

/// <summary>An id as the tables hold it: its bytes in the order of its text, as <see cref="WriteSession"/> binds them.</summary>
internal static class StoredId
{
    public static Guid GetId(this DbDataReader reader, int column) => new(reader.GetFieldValue<byte[]>(column), bigEndian: true);
}
