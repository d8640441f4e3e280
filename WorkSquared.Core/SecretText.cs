using System.Security.Cryptography;
using System.Text;

namespace WorkSquared.Core;

/// <summary>A secret as its holder has it, with the id of the row that knows its hash: see <see cref="SecretFormat"/>.</summary>
internal sealed record SecretText(string Prefix, Guid Id, string Secret)
{
    /// <summary>What is stored. The secret is random, and long enough to need no slow hash.</summary>
    public byte[] Hash() => SHA256.HashData(Encoding.UTF8.GetBytes(Secret));

    // Not the record's own: a secret must not get into a log by being printed.
    public override string ToString() => $"{Prefix}{Id:N}_…";

    /// <summary>The one place where the secret leaves this type.</summary>
    public string Reveal() => $"{Prefix}{Id:N}_{Secret}";
}
