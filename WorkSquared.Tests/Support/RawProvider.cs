using System.Net;
using System.Net.Sockets;
using System.Text;

namespace WorkSquared.Tests.Support;

/// <summary>A provider on a bare socket: what the test gives is on the wire, headers included, and then the connection ends.</summary>
internal sealed class RawProvider : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Func<int, ReadOnlyMemory<byte>> _answer;
    private readonly Task _accepting;
    private int _requests;

    private RawProvider(Func<int, ReadOnlyMemory<byte>> answer)
    {
        _answer = answer;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Url => $"http://{_listener.LocalEndpoint}";

    public int Requests => Volatile.Read(ref _requests);

    /// <param name="answer">What to send to request number 1, 2, 3 …, as soon as it is read.</param>
    public static RawProvider Start(Func<int, ReadOnlyMemory<byte>> answer) => new(answer);

    /// <summary>A stream of events.</summary>
    /// <param name="promisesMore">In the middle of a body that is chunked: where it ends, the connection has broken.</param>
    public static ReadOnlyMemory<byte> Events(ReadOnlySpan<byte> body, bool promisesMore = false) => promisesMore
        ? (byte[])[.. "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFF\r\n"u8, .. body]
        : (byte[])[.. "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"u8, .. body];

    /// <summary>A good answer in one piece.</summary>
    public static ReadOnlyMemory<byte> Answer(string text) => Events(Encoding.UTF8.GetBytes(
        $$$"""
        data: {"id":"x","model":"m","choices":[{"index":0,"delta":{"content":"{{{text}}}"}}]}

        data: {"id":"x","model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

        data: [DONE]


        """));

    /// <summary>An error, with a header of the test's own.</summary>
    public static ReadOnlyMemory<byte> Status(int status, string header = "X: y") =>
        Encoding.UTF8.GetBytes($"HTTP/1.1 {status} No\r\n{header}\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{{}}");

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stopping.Token)));
                connections.RemoveAll(connection => connection.IsCompletedSuccessfully);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                await ReadRequestAsync(stream, _stopping.Token);
                await stream.WriteAsync(_answer(Interlocked.Increment(ref _requests)), _stopping.Token);
                client.Client.Shutdown(SocketShutdown.Send);

                // Until the client has gone too: what it has not read yet would be lost in a reset.
                await stream.CopyToAsync(Stream.Null, _stopping.Token);
            }
            catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
            {
                // The client hung up, or the test is over.
            }
        }
    }

    private static async Task ReadRequestAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        const string Length = "Content-Length: ";
        var buffer = new byte[64 * 1024];
        var count = 0;
        while (true)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(count), cancellationToken);
            if (read == 0)
            {
                throw new IOException("The client said nothing.");
            }

            count += read;
            var text = Encoding.Latin1.GetString(buffer, 0, count);
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            var at = text.IndexOf(Length, StringComparison.OrdinalIgnoreCase);
            if (end >= 0 && at >= 0 && count - end - 4 >= int.Parse(text[(at + Length.Length)..text.IndexOf('\r', at)], provider: null))
            {
                return;
            }
        }
    }
}
