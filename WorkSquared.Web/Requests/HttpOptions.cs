using System.Net;

namespace WorkSquared.Web.Requests;

/// <summary>How the site is reached: section <c>WorkSquared:Http</c>.</summary>
internal sealed class HttpOptions
{
    public const string SectionName = "WorkSquared:Http";

    private static readonly char[] _separators = [',', ' ', ';'];

    /// <summary>Such as <c>https://work.example.com</c>; empty for whatever name it is reached by.</summary>
    public string? PublicUrl { get; set; }

    /// <summary>Addresses and networks, such as <c>10.0.0.0/8, 192.168.1.5</c>: what they say of a request's client and scheme is believed.</summary>
    public string? TrustedProxies { get; set; }

    /// <summary>Whether other machines may come without TLS.</summary>
    public bool AllowPlain { get; set; }

    /// <summary>Null for none, or for what is no address.</summary>
    internal Uri? Address =>
        Uri.TryCreate(PublicUrl, UriKind.Absolute, out var uri) && uri is { Scheme: "http" or "https", PathAndQuery: "/", UserInfo: "", Fragment: "" } ? uri : null;

    /// <summary>Null where one of them is no address or network.</summary>
    internal IReadOnlyList<IPNetwork>? Proxies
    {
        get
        {
            List<IPNetwork> proxies = [];
            foreach (var part in (TrustedProxies ?? "").Split(_separators, StringSplitOptions.RemoveEmptyEntries))
            {
                if (IPNetwork.TryParse(part, out var network))
                {
                    proxies.Add(network);
                }
                else if (IPAddress.TryParse(part, out var address))
                {
                    proxies.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
                }
                else
                {
                    return null;
                }
            }

            return proxies;
        }
    }
}
