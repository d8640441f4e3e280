using System.Net.Http.Headers;

namespace WorkSquared.Llm.Providers.Streams;

/// <summary>Puts every response under the limits, and lets nothing through that is not a stream of events or a plain error.</summary>
internal sealed class BoundedResponseHandler(StreamLimits limits, TimeProvider timeProvider, HttpMessageHandler inner)
    : DelegatingHandler(inner)
{
    private const int MaxErrorBytes = 64 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var clock = new ResponseClock(limits, timeProvider);
        HttpResponseMessage? response = null;
        try
        {
            response = await clock.WaitAsync<HttpResponseMessage>(token => new(base.SendAsync(request, token)), cancellationToken);
            var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            if ((int)response.StatusCode >= 400)
            {
                response.Content = await ReadErrorAsync(stream, clock, cancellationToken);
                clock.Dispose();
                return response;
            }

            if (!response.IsSuccessStatusCode || !MayBeEvents(response.Content.Headers))
            {
                throw new AnswerFailedException(AnswerFault.NotAStream);
            }

            var content = new StreamContent(new BoundedStream(stream, clock, limits));
            content.Headers.ContentType = response.Content.Headers.ContentType;
            response.Content = content;
            return response;
        }
        catch
        {
            response?.Dispose();
            clock.Dispose();
            throw;
        }
    }

    // Some servers send events without saying so, hence the plain types. None is asked to compress.
    private static bool MayBeEvents(HttpContentHeaders headers) =>
        (headers.ContentType?.MediaType is null or "text/event-stream" or "text/plain" or "application/octet-stream")
        && headers.ContentEncoding.All(encoding => encoding.Equals("identity", StringComparison.OrdinalIgnoreCase));

    /// <summary>Keeps the code of an error and drops the rest, which the SDK would put into the exception's message.</summary>
    private static async Task<HttpContent> ReadErrorAsync(Stream stream, ResponseClock clock, CancellationToken cancellationToken)
    {
        var buffer = new byte[MaxErrorBytes];
        var count = 0;
        await using (stream)
        {
            try
            {
                count = await clock.WaitAsync(
                    token => stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, token), cancellationToken);
            }
            catch (Exception exception) when (exception is AnswerFailedException or IOException)
            {
                // The status alone says what is wrong; a body that never ends or breaks off adds nothing.
            }
        }

        var error = ProviderError.TryRead(buffer.AsSpan(0, count), out var read) ? read : default;
        var content = new ByteArrayContent(error.ToJson());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }
}
