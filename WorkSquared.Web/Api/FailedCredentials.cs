using System.Globalization;
using System.Threading.RateLimiting;

namespace WorkSquared.Web.Api;

/// <summary>Counts wrong tokens by the address of the connection. What a proxy says of it is not believed.</summary>
internal sealed class FailedCredentials : IDisposable
{
    private static readonly TimeSpan _window = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<HttpContext> _failures = PartitionedRateLimiter.Create<HttpContext, string>(context =>
        RateLimitPartition.GetFixedWindowLimiter(
            context.Connection.RemoteIpAddress?.ToString() ?? "",
            static _ => new FixedWindowRateLimiterOptions { PermitLimit = ApiLimits.FailuresPerMinute, Window = _window, QueueLimit = 0 }));

    /// <returns>Seconds to wait; null when this one may be told that its token is not good.</returns>
    public string? AreTooMany(HttpContext context)
    {
        using var lease = _failures.AttemptAcquire(context);
        if (lease.IsAcquired)
        {
            return null;
        }

        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : _window;
        return Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
    }

    public void Dispose() => _failures.Dispose();
}
