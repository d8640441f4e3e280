using System.Security.Cryptography;
using System.Text;

namespace WorkSquared.Web.Accounts.Factors;

/// <summary>For whoever has lost their authenticator: random, good once, and stored as a hash.</summary>
internal static class RecoveryCode
{
    public const int Count = 10;

    /// <summary>Eighty bits: too many to guess, so that a fast hash is enough.</summary>
    private const int Bytes = 10;

    private const int GroupLength = 4;

    public static string New() =>
        string.Join('-', Base32.Encode(RandomNumberGenerator.GetBytes(Bytes)).ToLowerInvariant().Chunk(GroupLength).Select(group => new string(group)));

    /// <param name="code">However it was typed: in capitals, or without the hyphens.</param>
    public static byte[] HashOf(string code) => SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Concat(code.ToLowerInvariant().Where(character => character != '-' && !char.IsWhiteSpace(character)))));
}
