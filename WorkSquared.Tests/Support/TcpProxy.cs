using System.Net;
using System.Net.Sockets;

namespace WorkSquared.Tests.Support;

/// <summary>A wire between a browser and a server that can be cut: SetOfflineAsync leaves open WebSockets alone.</summary>
internal sealed class TcpProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly IPEndPoint _target;
    private readonly HashSet<Socket> _open = [];
    private readonly Lock _lock = new();
    private readonly Task _accepting;
    private bool _isCut;

    public TcpProxy(string url)
    {
        _target = new IPEndPoint(IPAddress.Loopback, new Uri(url).Port);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>Ends every connection, and each new one at once, until it is mended.</summary>
    public void Cut()
    {
        lock (_lock)
        {
            _isCut = true;
            foreach (var socket in _open)
            {
                socket.Dispose();
            }

            _open.Clear();
        }
    }

    public void Mend()
    {
        lock (_lock)
        {
            _isCut = false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        Cut();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = CarryAsync(await _listener.AcceptSocketAsync());
            }
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException or InvalidOperationException)
        {
        }
    }

    private async Task CarryAsync(Socket browser)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (!Add(browser) || !Add(server))
        {
            browser.Dispose();
            return;
        }

        try
        {
            await server.ConnectAsync(_target);
            await Task.WhenAny(CopyAsync(browser, server), CopyAsync(server, browser));
        }
        catch (Exception cut) when (cut is SocketException or ObjectDisposedException or IOException)
        {
        }
        finally
        {
            Remove(browser);
            Remove(server);
        }
    }

    private static async Task CopyAsync(Socket from, Socket to)
    {
        await using var source = new NetworkStream(from);
        await using var target = new NetworkStream(to);
        await source.CopyToAsync(target);
    }

    private bool Add(Socket socket)
    {
        lock (_lock)
        {
            return !_isCut && _open.Add(socket);
        }
    }

    private void Remove(Socket socket)
    {
        lock (_lock)
        {
            _open.Remove(socket);
            socket.Dispose();
        }
    }
}
