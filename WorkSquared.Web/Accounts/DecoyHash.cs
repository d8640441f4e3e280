using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;

namespace WorkSquared.Web.Accounts;

/// <summary>For an account that is not there, or has no password: its check takes the time that a wrong password takes.</summary>
/// <remarks>Whoever checks passwords takes it by their constructor, so that the hash is made before the first check of either kind.</remarks>
internal sealed class DecoyHash
{
    private static readonly Account _nobody = new();

    private readonly IPasswordHasher<Account> _hasher;
    private readonly string _hash;

    public DecoyHash(IPasswordHasher<Account> hasher)
    {
        _hasher = hasher;
        _hash = hasher.HashPassword(_nobody, Convert.ToHexString(RandomNumberGenerator.GetBytes(32)));
    }

    /// <summary>There is no result: nothing is ever right here.</summary>
    public void Spend(string password) => _ = _hasher.VerifyHashedPassword(_nobody, _hash, password);
}
