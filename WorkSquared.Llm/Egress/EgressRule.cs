using WorkSquared.Llm.Providers;

namespace WorkSquared.Llm.Egress;

/// <summary>Where requests of one kind may go.</summary>
/// <param name="Server">Scheme, host and port; the rest is of no account.</param>
/// <remarks>
/// A host that the settings name may be anywhere but at a cloud's metadata: a model of one's own is often on this machine or in its network.
/// Any other host must be of the internet: whoever answers for its name could else have us call what stands behind the firewall.
/// </remarks>
internal sealed record EgressRule(Uri Server)
{
    /// <summary>The settings name the server; otherwise it is a provider's own.</summary>
    public bool IsNamed { get; init; }

    /// <summary>Whether the server may send us on to others, by what it says of itself.</summary>
    public bool LeadsOn { get; init; }

    /// <summary>An HTTP proxy that the settings name.</summary>
    public Uri? Proxy { get; init; }

    public static EgressRule Of(ModelEndpoint model, LlmOptions options) => new(model.Address) { IsNamed = model.IsNamed, Proxy = options.ProxyAddress };

    public bool Allows(Uri? address) => address is not null
        && (address.GetLeftPart(UriPartial.Authority) == Server.GetLeftPart(UriPartial.Authority)
            || (LeadsOn && address.Scheme == Uri.UriSchemeHttps && address.UserInfo.Length == 0));

    /// <summary>How far in a host may be.</summary>
    public AddressKind LimitOf(string host) =>
        host.Equals(Proxy?.IdnHost, StringComparison.OrdinalIgnoreCase) || (IsNamed && host.Equals(Server.IdnHost, StringComparison.OrdinalIgnoreCase))
            ? AddressKind.Inside
            : AddressKind.Public;
}
