using System.ClientModel.Primitives;
using Microsoft.Extensions.Options;
using WorkSquared.Llm.Egress;
using WorkSquared.Llm.Providers.Streams;

namespace WorkSquared.Llm.Providers;

/// <summary>How providers are asked: through the one way out, under our limits, with headers that tell no more than they must.</summary>
internal sealed class ProviderTransport(IOptions<StreamLimits> limits, TimeProvider timeProvider, EgressHandler egress) : IDisposable
{
    private readonly HttpClient _client = new(new LeanHeadersHandler(new BoundedResponseHandler(limits.Value, timeProvider, egress)))
    {
        // It would end with the headers and cover no stream. ResponseClock rules.
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public PipelineTransport Pipeline => new HttpClientPipelineTransport(_client);

    public void Dispose() => _client.Dispose();

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
