using System.Buffers.Text;
using System.Security.Cryptography;

namespace WorkSquared.Core;

/// <summary>How secrets of one kind are written: <c>PREFIX_ID_SECRET</c>. The prefix is there for whoever searches code for secrets.</summary>
internal sealed class SecretFormat
{
    private const int IdLength = 32;

    private readonly string _prefix;
    private readonly int _secretBytes;
    private readonly int _secretLength;

    private SecretFormat(string prefix, int secretBytes) =>
        (_prefix, _secretBytes, _secretLength) = (prefix, secretBytes, Base64Url.GetEncodedLength(secretBytes));

    /// <summary>Of another service: <c>ws_ID_SECRET</c>.</summary>
    public static SecretFormat Token { get; } = new("ws_", secretBytes: 32);

    /// <summary>Of a link that lets somebody in: <c>wsi_ID_SECRET</c>.</summary>
    public static SecretFormat Invite { get; } = new("wsi_", secretBytes: 16);

    public SecretText New(Guid id) => new(_prefix, id, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(_secretBytes)));

    /// <returns>Null for what can't be one of ours.</returns>
    public SecretText? Parse(string text) =>
        text.Length == _prefix.Length + IdLength + 1 + _secretLength
        && text.StartsWith(_prefix, StringComparison.Ordinal)
        && text[_prefix.Length + IdLength] == '_'
        && Guid.TryParseExact(text.AsSpan(_prefix.Length, IdLength), "N", out var id)
        && text.AsSpan(_prefix.Length, IdLength).SequenceEqual(id.ToString("N"))
            ? new SecretText(_prefix, id, text[^_secretLength..])
            : null;
}
