using System.Net;
using System.Net.Sockets;
using WorkSquared.Llm.Providers;

namespace WorkSquared.Llm.Egress;

/// <summary>The addresses of a host, as <see cref="Dns.GetHostAddressesAsync(string, CancellationToken)"/> gives them.</summary>
internal delegate Task<IPAddress[]> ResolveHost(string host, CancellationToken cancellationToken);

/// <summary>The one way out: to the scheme, host and port that the settings chose, and to an address that is what it should be.</summary>
/// <remarks>
/// A host that the settings name may be anywhere but at a cloud's metadata: a model of one's own is often on this machine or in its network.
/// A provider's own host must be of the internet: whoever answers for its name could else have us call what stands behind the firewall.
/// </remarks>
internal sealed class EgressHandler : DelegatingHandler
{
    private readonly ModelEndpoint _endpoint;
    private readonly ResolveHost _resolve;
    private readonly Uri? _proxy;

    public EgressHandler(ModelEndpoint endpoint, LlmOptions options, ResolveHost resolve)
    {
        (_endpoint, _resolve, _proxy) = (endpoint, resolve, options.ProxyAddress);
        InnerHandler = new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromSeconds(10),
            ConnectCallback = ConnectAsync,
            // A redirect would carry the question, and perhaps the key, to a host that nobody chose.
            AllowAutoRedirect = false,
            // Nor does a variable of the environment that was meant for another program.
            UseProxy = _proxy is not null,
            Proxy = _proxy is null ? null : new WebProxy(_proxy),
            UseCookies = false,
            // Ids of our traces are nobody else's business.
            ActivityHeadersPropagator = null,
            // A provider that moves is found again.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        request.RequestUri?.GetLeftPart(UriPartial.Authority) == _endpoint.Host
            ? base.SendAsync(request, cancellationToken)
            : throw new EgressRefusedException();

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = IPAddress.TryParse(host, out var written) ? [written] : await _resolve(host, cancellationToken);

        // All of them: one that is wrong among others that are right is no accident.
        var limit = IsNamed(host) ? AddressKind.Inside : AddressKind.Public;
        if (addresses.Any(address => AddressRule.KindOf(address) > limit))
        {
            throw new EgressRefusedException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            // To what was looked at. The name, asked again, might lead elsewhere.
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private bool IsNamed(string host) =>
        host.Equals(_proxy?.IdnHost, StringComparison.OrdinalIgnoreCase)
        || (_endpoint.IsNamed && host.Equals(_endpoint.Address.IdnHost, StringComparison.OrdinalIgnoreCase));
}
