using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace WorkSquared.Web.Accounts.Oidc;

/// <summary>Believes what the provider has signed, and nothing else.</summary>
/// <remarks>The framework's handler lets a token without a signature pass that comes straight from the provider, as the standard allows.</remarks>
internal sealed class SignedTokens : JsonWebTokenHandler
{
    /// <summary>With a key of the provider's own: none, and none that we could have.</summary>
    public static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    public override Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
    {
        ArgumentNullException.ThrowIfNull(validationParameters);
        validationParameters.RequireSignedTokens = true;
        return base.ValidateTokenAsync(token, validationParameters);
    }
}
