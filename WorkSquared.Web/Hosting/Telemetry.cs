using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using WorkSquared.Web.Accounts;

namespace WorkSquared.Web.Hosting;

/// <summary>Sends spans and metrics to a collector, if the environment names one; otherwise nothing leaves the machine (docs/telemetry.md).</summary>
internal static class Telemetry
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private static readonly string[] _ours = ["WorkSquared.Core", "WorkSquared.Llm"];

    // Those of the framework and of the runtime that say how the site is doing.
    private static readonly string[] _platform =
        ["System.Runtime", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Components.Server.Circuits"];

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        if (string.IsNullOrWhiteSpace(builder.Configuration[Endpoint]))
        {
            return;
        }

        // Addresses, protocol, headers and intervals are the exporter's own variables, OTEL_…; OTEL_SERVICE_NAME wins over this name.
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("worksquared").AddEnvironmentVariableDetector())
            .WithTracing(tracing => tracing
                .AddSource(_ours)
                .AddAspNetCoreInstrumentation(requests => requests.Filter = IsShort)
                .AddProcessor(new WithoutMessages())
                .AddProcessor(new WithoutLinks()))
            .WithMetrics(metrics => metrics
                .AddMeter([.. _ours, .. _platform])
                .AddAspNetCoreInstrumentation())
            .UseOtlpExporter();
    }

    /// <summary>A circuit is one request as long as a page is open: it says nothing that its meters don't.</summary>
    private static bool IsShort(HttpContext context) => !context.Request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase);

    /// <summary>Takes the messages of exceptions out of failed spans: a provider's may quote what people wrote, or a key.</summary>
    private sealed class WithoutMessages : BaseProcessor<Activity>
    {
        public override void OnEnd(Activity data)
        {
            if (data.StatusDescription is not null)
            {
                // The same status without a description; the class of the error stays in error.type.
                data.SetStatus(data.Status);
            }
        }
    }

    /// <summary>Takes the links of invites and of forgotten passwords out of addresses: who has one comes in by it.</summary>
    private sealed class WithoutLinks : BaseProcessor<Activity>
    {
        private const string Path = "url.path";

        private static readonly string[] _links = [AccountAddress.Join, AccountAddress.Reset];

        public override void OnEnd(Activity data)
        {
            if (data.GetTagItem(Path) is string path
                && _links.FirstOrDefault(link => new PathString(path).StartsWithSegments(link, StringComparison.OrdinalIgnoreCase)) is { } shown)
            {
                data.SetTag(Path, shown);
            }
        }
    }
}
