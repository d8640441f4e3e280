using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Mvc;
using WorkSquared.Core.Export;
using WorkSquared.Core.Pushing;

namespace WorkSquared.Web.Api;

/// <summary>The event API (docs/api.md): push, pull and stream.</summary>
internal static class EventApi
{
    private const string Policy = "api";

    public static IServiceCollection AddEventApi(this IServiceCollection services)
    {
        services.AddApiDocument();
        services.AddSingleton<StreamSlots>();
        services.AddSingleton<EventStream>();
        return services.AddRateLimiter(limits =>
        {
            limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limits.OnRejected = (rejected, _) => new ValueTask(ExplainAsync(rejected.HttpContext, rejected.Lease));
            limits.AddPolicy(Policy, context => RateLimitPartition.GetTokenBucketLimiter(
                context.Holder().TokenId,
                static _ => new TokenBucketRateLimiterOptions
                {
                    TokenLimit = ApiLimits.RequestsAtOnce,
                    TokensPerPeriod = ApiLimits.RequestsPerSecond,
                    ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                    QueueLimit = 0,
                }));
        });
    }

    public static void MapEventApi(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapOpenApi().AllowAnonymous();

        // Before the pages, whose last word on any address would be one of theirs.
        endpoints.Map("/api/{**address}", ExplainUnmatched).AllowAnonymous().RequireRateLimiting(Policy).ExcludeFromDescription();
        var store = endpoints.MapGroup("/api/stores/{storeId}")
            .AddEndpointFilter<OwnStoreFilter>()
            .AllowAnonymous()
            .RequireRateLimiting(Policy)
            .WithTags("Events")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);

        store.MapPost("/events", PushEndpoint.PushAsync)
            .WithMetadata(new RequestSizeLimitAttribute(ApiLimits.BodyBytes))
            .WithName("PushEvents")
            .WithSummary("Push events")
            .WithDescription("Commits 1 to 100 events, all of them or none. The same command id again is the same event.")
            .Accepts<PushRequest>("application/json")
            .Produces<PushReceipt>()
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        store.MapGet("/events", PullEndpoint.PullAsync)
            .WithName("PullEvents")
            .WithSummary("Pull events")
            .WithDescription("The events after a position, in order. A page may be short of its limit: go on until its last position is the head.")
            .Produces<EventPage>();
        store.MapGet("/stream", StreamEndpoint.StreamAsync)
            .WithName("StreamEvents")
            .WithSummary("Stream events")
            .WithDescription("The events after a position as server-sent events, and then every one that follows. Last-Event-ID wins over after.")
            .Produces(StatusCodes.Status200OK, contentType: "text/event-stream");
    }

    /// <summary>What is at no endpoint: another address, another method, or another type, by which the framework has chosen already.</summary>
    private static IResult ExplainUnmatched(HttpContext context)
    {
        var parts = context.Request.Path.Value?.Split('/');
        var status = parts is ["", _, "stores", var store, "events" or "stream"] && store == context.Holder().StoreId
            ? HttpMethods.IsPost(context.Request.Method) && parts[^1] is "events" ? StatusCodes.Status415UnsupportedMediaType : StatusCodes.Status405MethodNotAllowed
            : StatusCodes.Status404NotFound;
        return ApiProblem.Of(status, ApiProblem.DetailOf(status));
    }

    private static Task ExplainAsync(HttpContext context, RateLimitLease lease)
    {
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
        context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return ApiProblem.WriteAsync(context, StatusCodes.Status429TooManyRequests, "This token asks for too much at once. Wait, and go on more slowly.");
    }
}

/// <summary>A token sees one store. Any other is not there, whether it is or not.</summary>
internal sealed class OwnStoreFilter : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext;
        return string.Equals(request.GetRouteValue("storeId") as string, request.Holder().StoreId, StringComparison.Ordinal)
            ? next(context)
            : ValueTask.FromResult<object?>(ApiProblem.Of(StatusCodes.Status404NotFound, "There is no such store for this token."));
    }
}
