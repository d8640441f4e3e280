using System.Net.Sockets;
using System.Text;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Drills;

/// <summary>A client that sends its message a little at a time: a web server that stops waits for it as long as it may.</summary>
internal sealed class SlowSender : IAsyncDisposable
{
    // More than Kestrel's least rate, below which it hangs up.
    private static readonly byte[] _little = Encoding.ASCII.GetBytes(new string(' ', 250));

    private readonly TcpClient _client;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _sending;

    private SlowSender(TcpClient client)
    {
        _client = client;
        _sending = SendAsync();
    }

    public static async Task<SlowSender> StartAsync(string url, CancellationToken cancellationToken)
    {
        var server = new Uri(url);
        var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port, cancellationToken);
        var head = $"POST /c/01980000-0000-7000-8000-000000000001/messages HTTP/1.1\r\nHost: {server.Authority}\r\nOrigin: {url}\r\n"
            + $"Cookie: {SignedIn.CookieName}={await SignedIn.AtAsync(url)}\r\n"
            + "Content-Type: application/json\r\nContent-Length: 900000\r\n\r\n";
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head), cancellationToken);
        return new SlowSender(client);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _sending;
        _client.Dispose();
        _stopping.Dispose();
    }

    private async Task SendAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token))
            {
                await _client.GetStream().WriteAsync(_little, _stopping.Token);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // The server is gone, or the drill is over.
        }
    }
}
