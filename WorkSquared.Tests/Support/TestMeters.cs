using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using WorkSquared.Core;

namespace WorkSquared.Tests.Support;

/// <summary>Instruments that nobody reads.</summary>
internal static class TestMeters
{
    public static CoreMetrics Core() =>
        new(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());
}
