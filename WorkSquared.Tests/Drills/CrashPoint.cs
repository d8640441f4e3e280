using System.Globalization;

namespace WorkSquared.Tests.Drills;

/// <summary>Where the server is to end: at the start or the stop of the n-th span of a name. See <see cref="StartupHook"/>.</summary>
internal sealed record CrashPoint(string Span, string Edge, int Number)
{
    // What kill -9 leaves for the parent to see.
    private const int Killed = 137;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(45);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Span}:{Edge}:{Number}");

    public void Arm(Rig rig)
    {
        rig.Server.Set("DOTNET_STARTUP_HOOKS", typeof(StartupHook).Assembly.Location);
        rig.Server.Set("WS_CRASH_AT", ToString());
    }

    /// <summary>Waits for the end, and starts the server again without the hook.</summary>
    public async Task CrashAndStartAgainAsync(Rig rig)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(_patience);
        try
        {
            Assert.Equal(Killed, await rig.Server.WhenEndedAsync(patience.Token));
        }
        catch (OperationCanceledException) when (!Cancellation.IsCancellationRequested)
        {
            Assert.Fail($"{this} was never reached: {rig.Server.Said}");
        }

        rig.Uptime.Down();
        rig.Server.Unset("DOTNET_STARTUP_HOOKS");
        Assert.True(await rig.TryStartAsync(), rig.Server.Said);
    }
}
