using Microsoft.AspNetCore.Http.HttpResults;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Health;

namespace WorkSquared.Web.Health;

/// <summary>Tells a load balancer whether to send people here, and an operator what is wrong. It holds figures and names of settings alone.</summary>
internal static class ReadinessEndpoint
{
    public static void MapReadiness(this IEndpointRouteBuilder endpoints) => endpoints.MapGet(HealthAddress.Ready, CheckAsync).AllowAnonymous();

    private static async Task<JsonHttpResult<Readiness>> CheckAsync(
        HttpResponse response,
        IWorkspaceHealth workspace,
        ResponderPulse pulse,
        IModelHealth health,
        ICurrentModel model,
        CancellationToken cancellationToken)
    {
        response.Headers.CacheControl = "no-store";
        var readiness = Readiness.Of(await workspace.CheckAsync(cancellationToken), pulse.SinceLastBeat, model.InUse.DisplayName, health.Status);
        return TypedResults.Json(readiness, statusCode: readiness.IsUsable ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}
