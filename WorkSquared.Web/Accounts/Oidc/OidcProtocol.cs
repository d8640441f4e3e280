using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using WorkSquared.Core.Egress;

namespace WorkSquared.Web.Accounts.Oidc;

/// <summary>How the framework's handler speaks to the provider: the code flow with PKCE, state and nonce, and of tokens nothing is kept.</summary>
internal sealed class OidcProtocol(
    IOptions<OidcOptions> options, IEgress egress, IHttpContextAccessor requests, TimeProvider time, ILogger<ProviderDiscovery> logger)
    : IConfigureNamedOptions<OpenIdConnectOptions>
{
    /// <summary>For whoever has to find their password, and a second factor, at the provider.</summary>
    private static readonly TimeSpan _journey = TimeSpan.FromMinutes(10);

    public void Configure(OpenIdConnectOptions protocol) => Configure(Options.DefaultName, protocol);

    public void Configure(string? name, OpenIdConnectOptions protocol)
    {
        var provider = options.Value;
        protocol.ClientId = provider.ClientId;
        protocol.ClientSecret = provider.ClientSecret;
        protocol.Scope.Add("email");

        // By GET. A form that the provider posts would come from another site: it is refused, and has no cookie of ours.
        protocol.ResponseType = OpenIdConnectResponseType.Code;
        protocol.ResponseMode = OpenIdConnectResponseMode.Query;
        protocol.UsePkce = true;
        protocol.PushedAuthorizationBehavior = PushedAuthorizationBehavior.Disable;
        protocol.DisableTelemetry = true;

        protocol.CallbackPath = AccountAddress.OidcCallback;
        protocol.RemoteSignOutPath = default;
        protocol.SignedOutCallbackPath = default;
        protocol.SignInScheme = SessionClaims.Scheme;
        protocol.EventsType = typeof(OidcEvents);
        protocol.RemoteAuthenticationTimeout = _journey;
        protocol.ProtocolValidator.NonceLifetime = _journey;
        protocol.CorrelationCookie = new JourneyCookie("ws-oidc-", requests);
        protocol.NonceCookie = new JourneyCookie("ws-nonce-", requests);

        protocol.TokenHandler = new SignedTokens { MapInboundClaims = false };
        protocol.TokenValidationParameters = new TokenValidationParameters
        {
            ValidAudience = provider.ClientId,
            ValidAlgorithms = SignedTokens.Algorithms,
            ClockSkew = TimeSpan.FromMinutes(1),
        };

        // Asked when somebody wants to sign in, and not at start, which is not the provider's business.
        protocol.Backchannel = egress.ClientOf(new Uri(provider.Issuer));
        protocol.ConfigurationManager = new ConfigurationManager<OpenIdConnectConfiguration>(
            $"{provider.Issuer}/.well-known/openid-configuration",
            new ProviderDiscovery(provider.Issuer, time, logger),
            new HttpDocumentRetriever(protocol.Backchannel) { RequireHttps = false });
    }
}
