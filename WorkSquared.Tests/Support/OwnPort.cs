using System.Net;
using System.Net.Sockets;

namespace WorkSquared.Tests.Support;

/// <summary>A port for a server that is killed and started again: nobody else may get it in between.</summary>
internal static class OwnPort
{
    // Below the range from which Linux takes a port for every connection that somebody opens.
    private const int First = 20_000;
    private const int Count = 12_000;

    // Elsewhere in every run: two may go on beside each other.
    private static int _last = Random.Shared.Next(Count);

    public static int Take()
    {
        int port;
        do
        {
            port = First + (Interlocked.Increment(ref _last) % Count);
        }
        while (!IsFree(port));

        return port;
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
