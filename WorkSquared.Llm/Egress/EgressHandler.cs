using System.Net;
using System.Net.Sockets;

namespace WorkSquared.Llm.Egress;

/// <summary>The addresses of a host, as <see cref="Dns.GetHostAddressesAsync(string, CancellationToken)"/> gives them.</summary>
internal delegate Task<IPAddress[]> ResolveHost(string host, CancellationToken cancellationToken);

/// <summary>The one way out: to where its rule says, and to an address that is what it should be.</summary>
internal sealed class EgressHandler : DelegatingHandler
{
    private readonly EgressRule _rule;
    private readonly ResolveHost _resolve;

    public EgressHandler(EgressRule rule, ResolveHost resolve)
    {
        (_rule, _resolve) = (rule, resolve);
        InnerHandler = new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromSeconds(10),
            ConnectCallback = ConnectAsync,
            // A redirect would carry the question, and perhaps the key, to a host that nobody chose.
            AllowAutoRedirect = false,
            // Nor does a variable of the environment that was meant for another program.
            UseProxy = rule.Proxy is not null,
            Proxy = rule.Proxy is null ? null : new WebProxy(rule.Proxy),
            UseCookies = false,
            // Ids of our traces are nobody else's business.
            ActivityHeadersPropagator = null,
            // A provider that moves is found again.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        _rule.Allows(request.RequestUri)
            ? base.SendAsync(request, cancellationToken)
            : throw new EgressRefusedException();

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = IPAddress.TryParse(host, out var written) ? [written] : await _resolve(host, cancellationToken);

        // All of them: one that is wrong among others that are right is no accident.
        var limit = _rule.LimitOf(host);
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
}
