using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace WorkSquared.Core.Invites;

/// <summary>An invite as its link has it: <c>wsi_ID_SECRET</c>.</summary>
internal sealed record InviteText(Guid Id, string Secret)
{
    private const string Prefix = "wsi_";
    private const int IdLength = 32;
    private const int SecretBytes = 16;
    private const int SecretLength = 22;

    public static InviteText New(Guid id) => new(id, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes)));

    /// <returns>Null for what can't be an invite of ours.</returns>
    public static InviteText? Parse(string text) =>
        text.Length == Prefix.Length + IdLength + 1 + SecretLength
        && text.StartsWith(Prefix, StringComparison.Ordinal)
        && text[Prefix.Length + IdLength] == '_'
        && Guid.TryParseExact(text.AsSpan(Prefix.Length, IdLength), "N", out var id)
        && text.AsSpan(Prefix.Length, IdLength).SequenceEqual(id.ToString("N"))
            ? new InviteText(id, text[^SecretLength..])
            : null;

    public byte[] Hash() => SHA256.HashData(Encoding.UTF8.GetBytes(Secret));

    // Not the record's own: a secret must not get into a log by being printed.
    public override string ToString() => $"{Prefix}{Id:N}_…";

    /// <summary>The one place where the secret leaves this type.</summary>
    public string Reveal() => $"{Prefix}{Id:N}_{Secret}";
}
