using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace WorkSquared.Core.Tokens;

/// <summary>A token as its holder has it: <c>ws_ID_SECRET</c>. The prefix is there for whoever searches code for secrets.</summary>
internal sealed record TokenText(Guid Id, string Secret)
{
    private const string Prefix = "ws_";
    private const int IdLength = 32;
    private const int SecretBytes = 32;
    private const int SecretLength = 43;

    public static TokenText New(Guid id) => new(id, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes)));

    /// <returns>Null for what can't be a token of ours.</returns>
    public static TokenText? Parse(string text) =>
        text.Length == Prefix.Length + IdLength + 1 + SecretLength
        && text.StartsWith(Prefix, StringComparison.Ordinal)
        && text[Prefix.Length + IdLength] == '_'
        && Guid.TryParseExact(text.AsSpan(Prefix.Length, IdLength), "N", out var id)
        && text.AsSpan(Prefix.Length, IdLength).SequenceEqual(id.ToString("N"))
            ? new TokenText(id, text[^SecretLength..])
            : null;

    public byte[] Hash() => SHA256.HashData(Encoding.UTF8.GetBytes(Secret));

    // Not the record's own: a secret must not get into a log by being printed.
    public override string ToString() => $"{Prefix}{Id:N}_…";

    /// <summary>The one place where the secret leaves this type.</summary>
    public string Reveal() => $"{Prefix}{Id:N}_{Secret}";
}
