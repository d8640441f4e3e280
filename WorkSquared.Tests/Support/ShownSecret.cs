namespace WorkSquared.Tests.Support;

/// <summary>What an authenticator makes of the text that somebody types into it.</summary>
internal static class ShownSecret
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static byte[] Read(string base32)
    {
        var bits = string.Concat(base32.Where(char.IsLetterOrDigit).Select(
            letter => Convert.ToString(Alphabet.IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. bits.Chunk(8).Select(octet => Convert.ToByte(new string(octet), 2))];
    }
}
