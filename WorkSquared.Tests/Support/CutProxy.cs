using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace WorkSquared.Tests.Support;

/// <summary>A network between a browser and a server, which can be cut and mended.</summary>
internal sealed class CutProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ending = new();
    private readonly ConcurrentDictionary<TcpClient, byte> _connections = new();
    private readonly Uri _target;
    private readonly Task _accepting;
    private volatile bool _isCut;

    public CutProxy(string target)
    {
        _target = new Uri(target);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>Breaks every connection, and every new one at once.</summary>
    public void Cut()
    {
        _isCut = true;
        Break();
    }

    public void Mend() => _isCut = false;

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _listener.Dispose();
        Break();
        await _accepting;
        _ending.Dispose();
    }

    private void Break()
    {
        foreach (var connection in _connections.Keys)
        {
            connection.Close();
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_ending.Token));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ServeAsync(TcpClient browser)
    {
        using var server = new TcpClient();
        using (browser)
        {
            _connections.TryAdd(browser, 0);
            try
            {
                if (!_isCut)
                {
                    await server.ConnectAsync(_target.Host, _target.Port, _ending.Token);
                    await Task.WhenAny(
                        browser.GetStream().CopyToAsync(server.GetStream(), _ending.Token), server.GetStream().CopyToAsync(browser.GetStream(), _ending.Token));
                }
            }
            catch (Exception exception) when (exception is SocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
            {
                // Cut, or the server is not there: to the browser it is the same.
            }
            finally
            {
                _connections.TryRemove(browser, out _);
            }
        }
    }
}
