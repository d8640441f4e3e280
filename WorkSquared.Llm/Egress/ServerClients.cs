using WorkSquared.Core.Egress;

namespace WorkSquared.Llm.Egress;

internal sealed class ServerClients(ResolveHost resolve) : IEgress
{
    /// <summary>Of an answer. The longest are lists of keys, of a few kilobytes each.</summary>
    private const int MaxBytes = 256 * 1024;

    public HttpClient ClientOf(Uri server) => new HttpClient(new EgressHandler(new EgressRule(server) { IsNamed = true, LeadsOn = true }, resolve))
    {
        Timeout = TimeSpan.FromSeconds(10),
        MaxResponseContentBufferSize = MaxBytes,
    };
}
