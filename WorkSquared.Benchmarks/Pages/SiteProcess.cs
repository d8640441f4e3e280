using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using WorkSquared.Benchmarks.Measuring;

namespace WorkSquared.Benchmarks.Pages;

/// <summary>A site in a process of its own, so that what it costs is told apart from what its visitors cost.</summary>
internal sealed class SiteProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly int _gaugePort;

    private SiteProcess(Process process, string url, int gaugePort, string cookie)
    {
        (_process, Url, _gaugePort, Cookie) = (process, new Uri(url), gaugePort, cookie);
        Http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = Url };
        Http.DefaultRequestHeaders.Add("Origin", url);
        Http.DefaultRequestHeaders.Add("Cookie", cookie);
    }

    public Uri Url { get; }

    public HttpClient Http { get; }

    /// <summary>By which a visitor is signed in.</summary>
    public string Cookie { get; }

    /// <summary>The real program on the data of a directory.</summary>
    public static async Task<SiteProcess> OursAsync(string directory) => await StartAsync(
        await SignInAsync(directory),
        [WebProgram()],
        [
            ("WorkSquared__DataDirectory", directory), ("WorkSquared__Llm__Provider", "Offline"), ("WorkSquared__Llm__Offline__WordsPerSecond", "50"),
            ("WorkSquared__Responder__MaxConcurrency", "64"), ("Logging__LogLevel__Default", "Warning"),
        ]);

    /// <summary>The limit: <see cref="PlainSite"/>.</summary>
    public static Task<SiteProcess> PlainAsync() => StartAsync("none=none", [typeof(SiteProcess).Assembly.Location, PlainSite.Verb], []);

    /// <summary>Bytes on the heap that something still refers to.</summary>
    public async Task<double> HeapAsync() => await AskAsync("heap");

    /// <summary>Milliseconds of processor since the start.</summary>
    public async Task<double> ProcessorAsync() => await AskAsync("processor");

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<string> SignInAsync(string directory)
    {
        await using var workspace = await Workspace.StartAsync(directory, keepsFiles: true);
        return $"ws={await workspace.SignInAsync()}";
    }

    private static async Task<SiteProcess> StartAsync(string cookie, string[] program, (string Key, string Value)[] settings)
    {
        var (url, gauge) = ($"http://127.0.0.1:{FreePort()}", FreePort());
        var start = new ProcessStartInfo("dotnet", [.. program, "--urls", url])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(SiteProcess).Assembly.Location;
        start.Environment[StartupHook.PortVariable] = gauge.ToString(CultureInfo.InvariantCulture);
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["Logging__LogLevel__Microsoft.Hosting.Lifetime"] = "Information";
        foreach (var (key, value) in settings)
        {
            start.Environment[key] = value;
        }

        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line && !line.Contains("Now listening on", StringComparison.Ordinal))
        {
        }

        _ = process.StandardOutput.ReadToEndAsync();
        return new SiteProcess(process, url, gauge, cookie);
    }

    // Beside this assembly's own output: built with it, and the same configuration.
    private static string WebProgram()
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(here.Parent!.Parent!.FullName, "WorkSquared.Web", here.Name, "WorkSquared.Web.dll");
    }

    private async Task<double> AskAsync(string question)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _gaugePort);
        await using var writer = new StreamWriter(client.GetStream());
        using var reader = new StreamReader(client.GetStream());
        await writer.WriteLineAsync(question);
        await writer.FlushAsync();
        return double.Parse(await reader.ReadToEndAsync(), CultureInfo.InvariantCulture);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
