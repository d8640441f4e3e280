using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace WorkSquared.Tests.Support;

/// <summary>The real program in a process of its own, on a data directory of its own: it can be killed and started again.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Dictionary<string, string> _settings;
    private readonly ConcurrentQueue<string> _said = new();
    private Process? _process;

    private ServerProcess(string directory, Dictionary<string, string> settings)
    {
        Directory = directory;
        _settings = settings;
        Url = $"http://127.0.0.1:{OwnPort.Take()}";
    }

    public string Directory { get; }

    /// <summary>The same after every start, as it is for people's bookmarks.</summary>
    public string Url { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>What it has printed since its last start.</summary>
    public string Said => string.Join('\n', _said);

    /// <summary>Whether it has ended, in whatever way.</summary>
    public bool HasEnded => _process!.HasExited;

    /// <summary>True leaves the data where it is, to be looked at.</summary>
    public bool KeepsDirectory { get; set; }

    /// <summary>Not started yet.</summary>
    public static ServerProcess Create(params (string Key, string Value)[] settings)
    {
        var directory = System.IO.Directory.CreateTempSubdirectory("ws-server-").FullName;
        return new ServerProcess(directory, settings.ToDictionary(setting => setting.Key, setting => setting.Value));
    }

    public static async Task<ServerProcess> StartAsync(params (string Key, string Value)[] settings)
    {
        var server = Create(settings);
        await server.StartAgainAsync();
        return server;
    }

    public static Task<ServerProcess> StartAsync(ScriptedProvider provider) => StartAsync(
        ("WorkSquared__Llm__Provider", "OpenAI"), ("WorkSquared__Llm__Endpoint", $"{provider.Url}/v1"), ("WorkSquared__Llm__Model", "scripted"));

    public void Set(string key, string value) => _settings[key] = value;

    public void Unset(string key) => _settings.Remove(key);

    /// <summary>Starts it, and returns once it answers.</summary>
    public async Task StartAgainAsync() => Assert.True(await TryStartAsync(), $"The server ended instead of listening: {Said}");

    /// <returns>True once it answers, false when it has ended before it could.</returns>
    public async Task<bool> TryStartAsync()
    {
        var listening = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        _said.Clear();
        _process = Spawn(["--urls", Url]);
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => _said.Enqueue(line.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        return await listening.Task.WaitAsync(Cancellation);

        // Its output ends when it does.
        void Hear(string? line)
        {
            _said.Enqueue(line ?? "");
            if (line is null || line.Contains("Now listening on", StringComparison.Ordinal))
            {
                listening.TrySetResult(line is not null);
            }
        }
    }

    /// <summary>Waits until it ends by itself.</summary>
    /// <returns>Its exit code: 137 when it was killed.</returns>
    public async Task<int> WhenEndedAsync(CancellationToken cancellationToken)
    {
        await _process!.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    public FileInfo DataFile(string name) => new(Path.Combine(Directory, "data", name));

    /// <summary>Starts it and kills it as soon as something is so, ready or not.</summary>
    public async Task StartAndKillAsync(Func<bool> when)
    {
        _process = Spawn(["--urls", Url]);
        while (!when() && !_process.HasExited)
        {
            await Task.Yield();
        }

        await KillAsync();
    }

    /// <summary>kill -9: no shutdown, no goodbye.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync(Cancellation);
        _process.Dispose();
    }

    /// <summary>What a service manager sends: it may finish what it has begun.</summary>
    public async Task TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process!.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(Cancellation);
    }

    /// <summary>Runs a verb on the same data and returns what it printed.</summary>
    public async Task<(int ExitCode, string Output)> RunVerbAsync(params string[] verb)
    {
        using var process = Spawn(verb);
        var output = await process.StandardOutput.ReadToEndAsync(Cancellation) + await process.StandardError.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        return (process.ExitCode, output);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_process is not null)
            {
                _process.Kill();
                await _process.WaitForExitAsync(CancellationToken.None);
            }
        }
        catch (InvalidOperationException)
        {
            // Killed by the test already.
        }

        _process?.Dispose();
        if (!KeepsDirectory)
        {
            System.IO.Directory.Delete(Directory, recursive: true);
        }
    }

    private Process Spawn(string[] arguments)
    {
        // Beside this assembly's own output: built with it, and the same configuration.
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(here.Parent!.Parent!.FullName, "WorkSquared.Web", here.Name, "WorkSquared.Web.dll");

        var start = new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            WorkingDirectory = Directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var variable in start.Environment.Keys.Where(IsOurs).ToList())
        {
            start.Environment.Remove(variable);
        }

        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["WorkSquared__Setup__AdminEmail"] = SignedIn.Email;
        start.Environment["WorkSquared__Setup__AdminPassword"] = SignedIn.Password;
        start.Environment["WorkSquared__DataDirectory"] = Path.Combine(Directory, "data");
        foreach (var (key, value) in _settings)
        {
            start.Environment[key] = value;
        }

        return Process.Start(start)!;
    }

    // What is set on the machine of whoever runs the tests must not decide them.
    private static bool IsOurs(string variable) =>
        variable.StartsWith("WorkSquared", StringComparison.OrdinalIgnoreCase) || variable.StartsWith("BRAINTRUST_", StringComparison.Ordinal)
        || variable.StartsWith("OPENAI_", StringComparison.Ordinal) || variable.StartsWith("AZURE_OPENAI_", StringComparison.Ordinal)
        || variable.StartsWith("OTEL_", StringComparison.Ordinal) || variable is "STORE_ID" or "ASPNETCORE_URLS";
}
