using System.Buffers.Binary;
using System.Text;

namespace WorkSquared.Benchmarks.Pages;

/// <summary>As much of the format as a circuit speaks.</summary>
internal static class MessagePack
{
    public static void Write(List<byte> to, object? value)
    {
        switch (value)
        {
            case null:
                to.Add(0xc0);
                break;
            case bool flag:
                to.Add((byte)(flag ? 0xc3 : 0xc2));
                break;
            case int or long:
                to.Add(0xd3);
                WriteLong(to, Convert.ToInt64(value, provider: null));
                break;
            case string text:
                var utf8 = Encoding.UTF8.GetBytes(text);
                to.Add(0xdb);
                WriteInt(to, utf8.Length);
                to.AddRange(utf8);
                break;
            case object?[] items:
                to.Add(0xdc);
                to.Add((byte)(items.Length >> 8));
                to.Add((byte)items.Length);
                Array.ForEach(items, item => Write(to, item));
                break;
            case Dictionary<string, string> { Count: 0 }:
                to.Add(0x80);
                break;
            default:
                throw new NotSupportedException($"{value.GetType()} is not written here.");
        }
    }

    public static object? Read(ref ReadOnlySpan<byte> from)
    {
        var type = Take(ref from, 1)[0];
        return type switch
        {
            <= 0x7f => (long)type,
            <= 0x8f => Map(ref from, type & 0x0f),
            <= 0x9f => Items(ref from, type & 0x0f),
            <= 0xbf => Encoding.UTF8.GetString(Take(ref from, type & 0x1f)),
            0xc0 => null,
            0xc2 => false,
            0xc3 => true,
            0xc4 => Take(ref from, Take(ref from, 1)[0]).ToArray(),
            0xc5 => Take(ref from, BinaryPrimitives.ReadUInt16BigEndian(Take(ref from, 2))).ToArray(),
            0xc6 => Take(ref from, BinaryPrimitives.ReadInt32BigEndian(Take(ref from, 4))).ToArray(),
            0xcb => BinaryPrimitives.ReadDoubleBigEndian(Take(ref from, 8)),
            0xcc => (long)Take(ref from, 1)[0],
            0xcd => (long)BinaryPrimitives.ReadUInt16BigEndian(Take(ref from, 2)),
            0xce => (long)BinaryPrimitives.ReadUInt32BigEndian(Take(ref from, 4)),
            0xcf or 0xd3 => BinaryPrimitives.ReadInt64BigEndian(Take(ref from, 8)),
            0xd0 => (long)(sbyte)Take(ref from, 1)[0],
            0xd1 => (long)BinaryPrimitives.ReadInt16BigEndian(Take(ref from, 2)),
            0xd2 => (long)BinaryPrimitives.ReadInt32BigEndian(Take(ref from, 4)),
            0xd9 => Encoding.UTF8.GetString(Take(ref from, Take(ref from, 1)[0])),
            0xda => Encoding.UTF8.GetString(Take(ref from, BinaryPrimitives.ReadUInt16BigEndian(Take(ref from, 2)))),
            0xdb => Encoding.UTF8.GetString(Take(ref from, BinaryPrimitives.ReadInt32BigEndian(Take(ref from, 4)))),
            0xdc => Items(ref from, BinaryPrimitives.ReadUInt16BigEndian(Take(ref from, 2))),
            >= 0xe0 => (long)(sbyte)type,
            _ => throw new NotSupportedException($"Type {type:x2} is not read here."),
        };
    }

    private static object?[] Items(ref ReadOnlySpan<byte> from, int count)
    {
        var items = new object?[count];
        for (var i = 0; i < count; i++)
        {
            items[i] = Read(ref from);
        }

        return items;
    }

    /// <summary>Headers, which nobody here looks at.</summary>
    private static object? Map(ref ReadOnlySpan<byte> from, int count)
    {
        Items(ref from, 2 * count);
        return null;
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> from, int count)
    {
        var taken = from[..count];
        from = from[count..];
        return taken;
    }

    private static void WriteInt(List<byte> to, int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        to.AddRange(bytes);
    }

    private static void WriteLong(List<byte> to, long value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        to.AddRange(bytes);
    }
}
