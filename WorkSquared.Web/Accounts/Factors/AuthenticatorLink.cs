using QRCoder;

namespace WorkSquared.Web.Accounts.Factors;

/// <summary>What an authenticator reads off the screen.</summary>
internal static class AuthenticatorLink
{
    private const string Issuer = "Work%20Squared";

    public static string Of(byte[] secret, string email) =>
        $"otpauth://totp/{Issuer}:{Uri.EscapeDataString(email)}?secret={Base32.Encode(secret)}&issuer={Issuer}";

    /// <summary>As people type it: in groups of four.</summary>
    public static string TextOf(byte[] secret) => string.Join(' ', Base32.Encode(secret).Chunk(4).Select(group => new string(group)));

    /// <summary>The dark squares of its QR code, with the margin that cameras need, one unit each.</summary>
    /// <returns>The path of an SVG, and how many units its sides have.</returns>
    public static (string Path, int Size) Draw(string link)
    {
        using var code = QRCodeGenerator.GenerateQrCode(link, QRCodeGenerator.ECCLevel.M);
        var rows = code.ModuleMatrix;
        var squares =
            from y in Enumerable.Range(0, rows.Count)
            from x in Enumerable.Range(0, rows.Count)
            where rows[y][x]
            select FormattableString.Invariant($"M{x} {y}h1v1h-1z");
        return (string.Concat(squares), rows.Count);
    }
}
