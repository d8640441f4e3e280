using System.Globalization;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Drills;

/// <summary>The server as a black box between a driver and a provider that both keep records of their own.</summary>
internal sealed class Rig : IAsyncDisposable
{
    /// <summary>Longer than this no question may wait once the server stays up, and no start may take.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    // Enough for every kill to hit full slots and a line behind them.
    private const int OpenPerSlot = 16;

    private readonly AckLog _acks;
    private readonly Backlog _backlog;
    private readonly string _ackFile;

    private Rig(ServerProcess server, LedgerProvider provider, int seed, int slots)
    {
        (Server, Provider, Seed) = (server, provider, seed);
        _ackFile = Path.Combine(server.Directory, "acks.log");
        _acks = new AckLog(_ackFile);
        _backlog = new Backlog(Database);
        Driver = new Driver(server.Url, Uptime, _acks, _backlog, OpenPerSlot * slots, seed);
    }

    public ServerProcess Server { get; }

    public LedgerProvider Provider { get; }

    public Uptime Uptime { get; } = new();

    public Driver Driver { get; }

    public int Seed { get; }

    public string Database => Server.DataFile("worksquared.db").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Everything but the server's process.</summary>
    /// <param name="slots">How many questions are answered side by side, and so how many requests one kill may cut off.</param>
    public static async Task<Rig> CreateAsync(int seed, int slots = 8)
    {
        var provider = await LedgerProvider.StartAsync(seed);
        var server = ServerProcess.Create(
            ("WorkSquared__Llm__Provider", "OpenAI"),
            ("WorkSquared__Llm__Model", "drill"),
            ("WorkSquared__Responder__MaxConcurrency", slots.ToString(CultureInfo.InvariantCulture)),
            ("Logging__LogLevel__Default", "Warning"),
            ("Logging__LogLevel__Microsoft.Hosting.Lifetime", "Information"));
        return new Rig(server, provider, seed, slots);
    }

    /// <returns>False when it ended before it listened.</returns>
    public async Task<bool> TryStartAsync()
    {
        var life = Uptime.Life;
        Server.Set("WorkSquared__Llm__Endpoint", Provider.EndpointOf(life));
        var listens = await Server.TryStartAsync().WaitAsync(_patience, TimeProvider.System, Cancellation);
        if (listens)
        {
            Uptime.Up(life);
        }

        return listens;
    }

    /// <summary>Waits for the answers that are owed, stops the server, and looks at what it has left on the disk.</summary>
    public async Task<ReliabilityReport> CheckAsync()
    {
        await WaitForAnswersAsync();
        await Server.KillAsync();

        var report = Checker.Check(Database, ReadAcks(), Provider.Ledger, Uptime.Kills);
        var (exitCode, output) = await Server.RunVerbAsync("verify");
        if (exitCode != 0)
        {
            report = report with { Violations = [.. report.Violations, $"verify: {output}"] };
        }

        return report.Violations.Count == 0 ? report : await WithEvidenceAsync(report);
    }

    public IReadOnlyList<Acknowledged> ReadAcks() => AckLog.Read(_ackFile);

    public async ValueTask DisposeAsync()
    {
        Driver.Dispose();
        _acks.Dispose();
        await Server.DisposeAsync();
        await Provider.DisposeAsync();
    }

    /// <summary>Kills land where they like: another run with the same seed may not find it again, so everything is kept.</summary>
    private async Task<ReliabilityReport> WithEvidenceAsync(ReliabilityReport report)
    {
        Server.KeepsDirectory = true;
        var ledger = Path.Combine(Server.Directory, "requests.log");
        await File.WriteAllLinesAsync(ledger, Provider.Ledger.Select(request => $"{request}"), Cancellation);
        return report with { Violations = [.. report.Violations, $"Everything is kept in {Server.Directory}."] };
    }

    // A slow machine may have a long line of questions left. What counts is that one after another is answered: what is still open when
    // none has been for so long is for the checker to count.
    private async Task WaitForAnswersAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        try
        {
            for (long open, last = long.MaxValue; (open = await _backlog.CountAsync(Cancellation)) > 0; last = open)
            {
                if (open < last)
                {
                    patience.CancelAfter(_patience);
                }

                await timer.WaitForNextTickAsync(patience.Token);
            }
        }
        catch (OperationCanceledException) when (!Cancellation.IsCancellationRequested)
        {
        }
    }
}
