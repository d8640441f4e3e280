using System.Reflection;

namespace WorkSquared.Web.Health;

/// <summary>Which program this is, and since when it serves.</summary>
internal sealed class ProgramStart(TimeProvider time) : IHostedService
{
    public DateTimeOffset At { get; private set; }

    /// <summary>Without the commit that the build appends.</summary>
    public string Version { get; } =
        typeof(ProgramStart).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        At = time.GetUtcNow();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
