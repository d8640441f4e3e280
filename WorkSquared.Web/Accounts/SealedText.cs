using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace WorkSquared.Web.Accounts;

/// <summary>What a browser keeps for us between two steps: it can neither read it nor make it, and it is good for five minutes.</summary>
internal sealed class SealedText(IDataProtectionProvider protection, TimeProvider time)
{
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    /// <param name="purpose">What is sealed for one thing is not opened for another.</param>
    public string Seal(string purpose, string text) =>
        ProtectorOf(purpose).Protect(string.Create(CultureInfo.InvariantCulture, $"{(time.GetUtcNow() + Life).UtcTicks}:{text}"));

    /// <returns>Null for what is too old, or has not been sealed here for this.</returns>
    public string? Open(string purpose, string? sealedText)
    {
        if (string.IsNullOrEmpty(sealedText))
        {
            return null;
        }

        try
        {
            var opened = ProtectorOf(purpose).Unprotect(sealedText);
            var end = opened.IndexOf(':', StringComparison.Ordinal);
            return time.GetUtcNow().UtcTicks < long.Parse(opened.AsSpan(0, end), CultureInfo.InvariantCulture) ? opened[(end + 1)..] : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private IDataProtector ProtectorOf(string purpose) => protection.CreateProtector("WorkSquared.Accounts", purpose);
}
