using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace WorkSquared.Web.Accounts.Factors;

/// <summary>The six digits that an authenticator shows for half a minute: TOTP (RFC 6238), in the one variant that all of them know.</summary>
/// <remarks>Not Identity's: that one does not say which step a code is of, so it can't refuse a code that was used.</remarks>
internal static class TimeCode
{
    public const int SecretBytes = 20;

    public const int Digits = 6;

    private const int Modulus = 1_000_000;
    private const long StepSeconds = 30;

    /// <summary>Steps to either side: for clocks that differ, and for whoever types slowly.</summary>
    private const int Drift = 1;

    public static bool LooksLikeOne(string code) => code.Length == Digits && code.All(char.IsAsciiDigit);

    /// <returns>The step that it is the code of, counted from 1970; null when it is none of now.</returns>
    public static long? StepOf(ReadOnlySpan<byte> secret, string code, DateTimeOffset now)
    {
        var typed = Encoding.UTF8.GetBytes(code);
        var current = now.ToUnixTimeSeconds() / StepSeconds;
        long? found = null;

        // All of them, whichever it is: the time that this takes says nothing.
        for (var step = current - Drift; step <= current + Drift; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Of(secret, step)), typed))
            {
                found = step;
            }
        }

        return found;
    }

    public static string At(ReadOnlySpan<byte> secret, DateTimeOffset at) => Of(secret, at.ToUnixTimeSeconds() / StepSeconds);

    private static string Of(ReadOnlySpan<byte> secret, long step)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // RFC 6238, and all that authenticators know. As a MAC of a secret, SHA-1 has no known weakness.
        HMACSHA1.HashData(secret, counter, hash);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0xf)..]) & int.MaxValue;
        return (number % Modulus).ToString("D6", CultureInfo.InvariantCulture);
    }
}
