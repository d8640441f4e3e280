using System.Diagnostics;

namespace WorkSquared.Tests.Drills;

/// <summary>Kills the server at random times, most of them under load, some while it starts, and starts it again at once.</summary>
internal sealed class Nemesis(Rig rig, Random random)
{
    // One kill in so many comes before the server is ready.
    private const int KillsPerEarlyOne = 5;

    // In terms of how long the last start took: on a slow machine everything after it takes longer too.
    private const double LongestLife = 1.5;

    private TimeSpan _start = TimeSpan.FromSeconds(1);

    /// <summary>Leaves it running.</summary>
    public async Task KillAsync(int times, CancellationToken cancellationToken)
    {
        for (var kill = 0; kill < times; kill++)
        {
            var spawned = Stopwatch.GetTimestamp();
            var starting = rig.TryStartAsync();
            if (random.Next(KillsPerEarlyOne) == 0)
            {
                await Task.Delay(_start * random.NextDouble(), TimeProvider.System, cancellationToken);
            }
            else
            {
                Assert.True(await starting, rig.Server.Said);
                _start = Stopwatch.GetElapsedTime(spawned);
                await Task.Delay(_start * LongestLife * random.NextDouble(), TimeProvider.System, cancellationToken);
            }

            Assert.False(rig.Server.HasEnded, $"The server ended by itself: {rig.Server.Said}");
            rig.Uptime.Down();
            await rig.Server.KillAsync();
            await starting;
        }

        Assert.True(await rig.TryStartAsync(), rig.Server.Said);
    }
}
