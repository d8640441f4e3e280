using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using WorkSquared.Core.Connecting;

namespace WorkSquared.Web.Hosting;

/// <summary>Seals with the ring of keys. The host is part of the purpose: whoever moves the text to another host opens nothing.</summary>
internal sealed class SecretSeal(IDataProtectionProvider protection) : ISecretSeal
{
    private const string Purpose = "WorkSquared.ModelKey";

    public string Seal(string secret, string host) => protection.CreateProtector(Purpose, host).Protect(secret);

    public string? Open(string sealedText, string host)
    {
        try
        {
            return protection.CreateProtector(Purpose, host).Unprotect(sealedText);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
