using System.Diagnostics;
using System.Globalization;

/// <summary>
/// What the runtime looks for in the assemblies of DOTNET_STARTUP_HOOKS: it runs in the server's process before the server does. There it
/// ends the process, as kill -9 would, when the n-th span of a name starts or stops: <c>WS_CRASH_AT=turn.claim:start:1</c>.
/// </summary>
/// <remarks>The runtime wants it outside of any namespace. It uses nothing that the server might not have.</remarks>
internal static class StartupHook
{
    private static readonly TimeSpan _hold = TimeSpan.FromMilliseconds(150);

    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable("WS_CRASH_AT")?.Split(':') is not [var name, var edge, var number])
        {
            return;
        }

        var left = int.Parse(number, CultureInfo.InvariantCulture);
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith("WorkSquared", StringComparison.Ordinal),
            Sample = (ref _) => ActivitySamplingResult.AllData,
        };
        if (edge == "start")
        {
            listener.ActivityStarted = CountDown;
        }
        else
        {
            listener.ActivityStopped = CountDown;
        }

        ActivitySource.AddActivityListener(listener);

        // On the thread that works, so that it gets no further. It is held there while the rest of the process goes on: a promise that was
        // made before its time gets out, and a request that was not recorded.
        void CountDown(Activity span)
        {
            if (span.OperationName == name && Interlocked.Decrement(ref left) == 0)
            {
                using var never = new ManualResetEvent(initialState: false);
                never.WaitOne(_hold);
                Process.GetCurrentProcess().Kill();
            }
        }
    }
}
