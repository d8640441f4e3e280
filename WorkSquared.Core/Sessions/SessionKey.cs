using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace WorkSquared.Core.Sessions;

/// <summary>What the browser keeps of a session.</summary>
internal static class SessionKey
{
    private const int Bytes = 32;

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    public static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
