using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.EndToEnd;

/// <summary>A page of another site, open in the same browser, reaches no circuit: over no transport, with no claim about where it comes from.</summary>
[Trait("Kind", "EndToEnd")]
public sealed class CircuitOriginTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Circuit_IsBegunByAPageOfThisSiteAlone()
    {
        await using var server = await ServerProcess.StartAsync();
        using var client = SignedIn.ClientOf(server.Url);
        string?[] foreign =
        [
            null,
            "null",
            "https://evil.example",
            $"{server.Url}.evil.example",
            "http://127.0.0.1:1",
        ];

        foreach (var origin in foreign)
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await NegotiateAsync(client, origin)).StatusCode);
            Assert.Equal(HttpStatusCode.Forbidden, await ConnectAsync(server, origin, token: "unknown"));
        }

        using var negotiated = await NegotiateAsync(client, server.Url);
        Assert.Equal(HttpStatusCode.OK, negotiated.StatusCode);
        var token = JsonDocument.Parse(await negotiated.Content.ReadAsStringAsync(Cancellation)).RootElement.GetProperty("connectionToken").GetString()!;

        // Whoever has learnt the id of a connection gets no further with it, by any transport.
        (string Name, string Value)[] sayings = [.. foreign.OfType<string>().Select(origin => ("Origin", origin)), ("Sec-Fetch-Site", "cross-site")];
        foreach (var saying in sayings)
        {
            Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(client, HttpMethod.Get, token, saying, "text/event-stream"));
            Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(client, HttpMethod.Get, token, saying));
            Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(client, HttpMethod.Post, token, saying));
            Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(client, HttpMethod.Delete, token, saying));
        }

        foreach (var origin in foreign)
        {
            Assert.Equal(HttpStatusCode.Forbidden, await ConnectAsync(server, origin, token));
        }

        Assert.Equal(HttpStatusCode.SwitchingProtocols, await ConnectAsync(server, server.Url, token));
    }

    private static Task<HttpResponseMessage> NegotiateAsync(HttpClient client, string? origin)
    {
        HttpRequestMessage request = new(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1");
        if (origin is not null)
        {
            request.Headers.TryAddWithoutValidation("Origin", origin);
        }

        return client.SendAsync(request, Cancellation);
    }

    private static async Task<HttpStatusCode> AskAsync(
        HttpClient client, HttpMethod method, string token, (string Name, string Value) saying, string accept = "*/*")
    {
        using HttpRequestMessage request = new(method, $"/_blazor?id={Uri.EscapeDataString(token)}");
        request.Headers.TryAddWithoutValidation("Accept", accept);
        request.Headers.TryAddWithoutValidation(saying.Name, saying.Value);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        return response.StatusCode;
    }

    private static async Task<HttpStatusCode> ConnectAsync(ServerProcess server, string? origin, string token)
    {
        using ClientWebSocket socket = new();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.SetRequestHeader("Cookie", $"{SignedIn.CookieName}={await SignedIn.AtAsync(server.Url)}");
        if (origin is not null)
        {
            socket.Options.SetRequestHeader("Origin", origin);
        }

        try
        {
            await socket.ConnectAsync(new Uri($"{server.Url.Replace("http", "ws", StringComparison.Ordinal)}/_blazor?id={Uri.EscapeDataString(token)}"), Cancellation);
        }
        catch (WebSocketException)
        {
            // The status says why.
        }

        return socket.HttpStatusCode;
    }
}
