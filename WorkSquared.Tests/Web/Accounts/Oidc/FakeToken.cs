using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace WorkSquared.Tests.Web.Accounts.Oidc;

/// <summary>The tokens of the fake provider, which the test may spoil.</summary>
internal sealed class FakeToken
{
    private const string KeyId = "one";

    private readonly RSA _key = RSA.Create(2048);
    private readonly RSA _other = RSA.Create(2048);

    /// <summary>What is wrong with the next ones: a claim to change, or how they are signed; null for nothing.</summary>
    public string? Fault { get; set; }

    public object PublicKey
    {
        get
        {
            var key = _key.ExportParameters(includePrivateParameters: false);
            return new { kty = "RSA", use = "sig", alg = "RS256", kid = KeyId, n = WebEncoders.Base64UrlEncode(key.Modulus!), e = WebEncoders.Base64UrlEncode(key.Exponent!) };
        }
    }

    public string Make(string issuer, string audience, Person person, string nonce)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        Dictionary<string, object?> claims = new()
        {
            ["iss"] = Fault is "iss" ? $"{issuer}.evil.example" : issuer,
            ["aud"] = Fault is "aud" ? "another-program" : audience,
            ["sub"] = Fault is "sub" ? null : person.Subject,
            ["nonce"] = Fault is "nonce" ? "another" : Fault is "no nonce" ? null : nonce,
            ["iat"] = now,
            ["exp"] = Fault is "exp" ? now - 3600 : Fault is "no exp" ? null : now + 300,
            ["email"] = person.Email,
            ["email_verified"] = person.IsVerified,
            ["name"] = person.Name,
        };
        var algorithm = Fault is "none" ? "none" : Fault is "secret" ? "HS256" : "RS256";
        var signed = $"{Part(new { alg = algorithm, kid = KeyId, typ = "JWT" })}.{Part(claims.Where(claim => claim.Value is not null).ToDictionary())}";
        return $"{signed}.{WebEncoders.Base64UrlEncode(Sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    private byte[] Sign(byte[] signed) => Fault switch
    {
        "none" => [],
        "secret" => HMACSHA256.HashData(Encoding.ASCII.GetBytes(FakeProvider.ClientSecret), signed),
        "key" => _other.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        _ => _key.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
    };

    private static string Part(object part) => WebEncoders.Base64UrlEncode(JsonSerializer.SerializeToUtf8Bytes(part));
}
