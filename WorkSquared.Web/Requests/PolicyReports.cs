using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace WorkSquared.Web.Requests;

/// <summary>Takes what browsers report of pages that tried what their Content-Security-Policy forbids: that it was so, and nothing of what they say.</summary>
internal sealed partial class PolicyReports(ILogger<PolicyReports> logger) : IDisposable
{
    public const string Address = "/csp";

    private const int MaxBytes = 1024;

    // Anybody can send reports; whoever sends many gets the log no fuller.
    private readonly FixedWindowRateLimiter _limiter = new(new() { PermitLimit = 10, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 });

    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost(Address, (HttpRequest request, PolicyReports reports) => reports.Take(request)).AllowAnonymous().ExcludeFromDescription();

    public void Dispose() => _limiter.Dispose();

    private StatusCodeHttpResult Take(HttpRequest request)
    {
        // By what it says of its length: nobody reads it.
        if (request.ContentLength is not (> 0 and <= MaxBytes))
        {
            return TypedResults.StatusCode(StatusCodes.Status413PayloadTooLarge);
        }

        using var lease = _limiter.AttemptAcquire();
        if (!lease.IsAcquired)
        {
            return TypedResults.StatusCode(StatusCodes.Status429TooManyRequests);
        }

        LogReported();
        return TypedResults.StatusCode(StatusCodes.Status204NoContent);
    }

    [LoggerMessage(LogLevel.Warning, "A browser kept a page from something that its policy forbids. The console of that browser says what it was.")]
    private partial void LogReported();
}
