using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace WorkSquared.Web.Accounts.Oidc;

/// <summary>Reads what the provider says of itself, and believes it if it is who the settings name.</summary>
internal sealed partial class ProviderDiscovery(string issuer, TimeProvider time, ILogger<ProviderDiscovery> logger) : IConfigurationRetriever<OpenIdConnectConfiguration>
{
    // One that is away is not asked by everybody who would like to sign in, each after the other.
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(10);

    private long? _failedAt;

    public async Task<OpenIdConnectConfiguration> GetConfigurationAsync(string address, IDocumentRetriever retriever, CancellationToken cancel)
    {
        if (_failedAt is { } failedAt && time.GetElapsedTime(failedAt) < _pause)
        {
            throw new InvalidOperationException("The provider has just been away.");
        }

        try
        {
            var found = await OpenIdConnectConfigurationRetriever.GetAsync(address, retriever, cancel);
            Check(found);
            _failedAt = null;
            return found;
        }
        catch (Exception) when (!cancel.IsCancellationRequested)
        {
            _failedAt = time.GetTimestamp();
            throw;
        }
    }

    private void Check(OpenIdConnectConfiguration found)
    {
        if (found.Issuer?.TrimEnd('/') != issuer)
        {
            LogOtherIssuer();
            throw new InvalidOperationException("The provider is another one.");
        }

        if (!IsPrivate(found.AuthorizationEndpoint) || !IsPrivate(found.TokenEndpoint))
        {
            LogOpenEndpoint();
            throw new InvalidOperationException("The provider has an address that is not private.");
        }
    }

    // Or on the same machine, as the settings have it.
    private bool IsPrivate(string? address) => Uri.TryCreate(address, UriKind.Absolute, out var endpoint)
        && (endpoint.Scheme == Uri.UriSchemeHttps || endpoint.GetLeftPart(UriPartial.Authority) == new Uri(issuer).GetLeftPart(UriPartial.Authority));

    [LoggerMessage(LogLevel.Error, "WorkSquared:Oidc:Authority is not what the provider calls itself: its issuer, in its discovery document.")]
    private partial void LogOtherIssuer();

    [LoggerMessage(LogLevel.Error, "The provider that WorkSquared:Oidc:Authority names has an endpoint that is not https.")]
    private partial void LogOpenEndpoint();
}
