using System.ClientModel.Primitives;
using Microsoft.Extensions.Options;
using WorkSquared.Llm.Providers.Streams;

namespace WorkSquared.Llm.Providers;

/// <summary>The one way out to providers: our connections, our limits, and headers that tell no more than they must.</summary>
internal sealed class ProviderTransport(IOptions<StreamLimits> limits, TimeProvider timeProvider) : IDisposable
{
    private readonly HttpClient _client = new(new LeanHeadersHandler(new BoundedResponseHandler(limits.Value, timeProvider, Connections())))
    {
        // It would end with the headers and cover no stream. ResponseClock rules.
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public PipelineTransport Pipeline => new HttpClientPipelineTransport(_client);

    public void Dispose() => _client.Dispose();

    private static SocketsHttpHandler Connections() => new()
    {
        ConnectTimeout = TimeSpan.FromSeconds(10),
        // A redirect would carry the question, and perhaps the key, to a host that nobody chose.
        AllowAutoRedirect = false,
        UseCookies = false,
        // Ids of our traces are nobody else's business.
        ActivityHeadersPropagator = null,
        // A provider that moves is found again.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };

    /// <summary>Drops what the SDK tells about this machine: operating system, processor, runtime.</summary>
    private sealed class LeanHeadersHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            foreach (var name in request.Headers.Select(header => header.Key).Where(IsTelling).ToList())
            {
                request.Headers.Remove(name);
            }

            request.Headers.UserAgent.ParseAdd("WorkSquared");
            return base.SendAsync(request, cancellationToken);
        }

        private static bool IsTelling(string name) =>
            name.StartsWith("X-Stainless-", StringComparison.OrdinalIgnoreCase)
            || name.Equals("User-Agent", StringComparison.OrdinalIgnoreCase);
    }
}
