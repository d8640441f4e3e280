using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

/// <summary>
/// What the runtime looks for in the assemblies of DOTNET_STARTUP_HOOKS: in a site's process it tells whoever connects how many bytes live on
/// the heap, and how many milliseconds of processor the process has used. Nothing of the program knows of it.
/// </summary>
/// <remarks>The runtime wants it outside of any namespace. It uses nothing that the site might not have.</remarks>
internal static class StartupHook
{
    public const string PortVariable = "WS_GAUGE_PORT";

    public static void Initialize()
    {
        if (int.TryParse(Environment.GetEnvironmentVariable(PortVariable), CultureInfo.InvariantCulture, out var port))
        {
            new Thread(() => Serve(port)) { IsBackground = true }.Start();
        }
    }

    private static void Serve(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        while (true)
        {
            using var client = listener.AcceptTcpClient();
            using var reader = new StreamReader(client.GetStream());
            using var writer = new StreamWriter(client.GetStream());
            writer.Write(reader.ReadLine() == "heap" ? Heap() : Processor());
        }
    }

    private static string Heap()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true).ToString(CultureInfo.InvariantCulture);
    }

    private static string Processor() => Process.GetCurrentProcess().TotalProcessorTime.TotalMilliseconds.ToString(CultureInfo.InvariantCulture);
}
