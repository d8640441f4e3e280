using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace WorkSquared.Tests.Support;

/// <summary>The OpenAI-compatible server <c>@copilotkit/aimock</c> as a process: whoever wrote our client did not write it.</summary>
/// <remarks>Needs node and npm. It is installed once, as <c>aimock/package-lock.json</c> says, into <c>artifacts/aimock</c>.</remarks>
internal sealed partial class AimockServer : IAsyncDisposable
{
    private readonly Process _process;

    private AimockServer(Process process, string url) => (_process, Url) = (process, url);

    public string Url { get; }

    public static async Task<AimockServer> StartAsync(CancellationToken cancellationToken)
    {
        var folder = await InstallAsync(cancellationToken);
        string[] options = ["-p", "0", "-f", "fixtures.json", "--strict", "--chunk-size", "7"];
        var process = Start("node", folder, ["node_modules/@copilotkit/aimock/dist/cli.js", .. options]);
        var output = "";
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            output += line + "\n";
            if (Listening().Match(line) is { Success: true } match)
            {
                // Nobody reads it any more, and a full pipe would stop the server.
                _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
                return new AimockServer(process, match.Groups[1].Value);
            }
        }

        output += await process.StandardError.ReadToEndAsync(cancellationToken);
        throw new InvalidOperationException($"aimock ended before it listened:\n{output}");
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<string> InstallAsync(CancellationToken cancellationToken)
    {
        var source = Path.Combine(TestsFolder(), "aimock");
        var folder = Path.Combine(TestsFolder(), "..", "artifacts", "aimock");
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
