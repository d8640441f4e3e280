using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace WorkSquared.Tests.Support;

/// <summary>A server from npm as a process: whoever wrote our client did not write it.</summary>
/// <remarks>Needs node and npm. It is installed once, as its folder's <c>package-lock.json</c> says, into <c>artifacts</c>.</remarks>
internal sealed partial class NodeServer : IAsyncDisposable
{
    // Two test classes that start at once must not install at once.
    private static readonly SemaphoreSlim _installing = new(1);

    private readonly Process _process;

    private NodeServer(Process process, string url) => (_process, Url) = (process, url);

    public string Url { get; }

    /// <param name="package">The folder beside this one.</param>
    /// <param name="arguments">Of node: a script that prints <c>listening on</c> and its URL.</param>
    public static async Task<NodeServer> StartAsync(string package, string[] arguments, CancellationToken cancellationToken)
    {
        await _installing.WaitAsync(cancellationToken);
        string folder;
        try
        {
            folder = await InstallAsync(package, cancellationToken);
        }
        finally
        {
            _installing.Release();
        }

        var process = Start("node", folder, arguments);
        var output = "";
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            output += line + "\n";
            if (Listening().Match(line) is { Success: true } match)
            {
                // Nobody reads it any more, and a full pipe would stop the server.
                _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
                _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
                return new NodeServer(process, match.Groups[1].Value);
            }
        }

        output += await process.StandardError.ReadToEndAsync(cancellationToken);
        throw new InvalidOperationException($"{package} ended before it listened:\n{output}");
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<string> InstallAsync(string package, CancellationToken cancellationToken)
    {
        var source = Path.Combine(TestsFolder(), package);
        var folder = Path.Combine(TestsFolder(), "..", "artifacts", package);
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.GetFiles(source))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        }

        // npm writes this file last; it is as new as the lock file that it was installed from.
        var installed = new FileInfo(Path.Combine(folder, "node_modules", ".package-lock.json"));
        if (installed.Exists && installed.LastWriteTimeUtc >= File.GetLastWriteTimeUtc(Path.Combine(source, "package-lock.json")))
        {
            return folder;
        }

        using var npm = Start("npm", folder, "ci", "--no-audit", "--no-fund", "--ignore-scripts");
        var output = await Task.WhenAll(
            npm.StandardOutput.ReadToEndAsync(cancellationToken), npm.StandardError.ReadToEndAsync(cancellationToken));
        await npm.WaitForExitAsync(cancellationToken);
        return npm.ExitCode == 0 ? folder : throw new InvalidOperationException($"npm ci failed:\n{string.Concat(output)}");
    }

    private static Process Start(string program, string folder, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

    private static string TestsFolder([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, ".."));

    [GeneratedRegex(@"listening on (http://\S+)")]
    private static partial Regex Listening();
}
