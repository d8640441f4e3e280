using System.Collections.Immutable;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace WorkSquared.Tests.Support;

/// <summary>A collector that takes OTLP over HTTP. Text stands in protobuf as it is, so what arrived can be searched without decoding it.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Lock _lock = new();
    private ImmutableList<(string Path, string Body)> _received = [];
    private TaskCompletionSource _arrival = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private OtlpReceiver(WebApplication app) => _app = app;

    public string Url => _app.Urls.Single();

    /// <summary>Everything that was sent, in one piece.</summary>
    public string Text => string.Concat(_received.Select(one => one.Body));

    public static async Task<OtlpReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var receiver = new OtlpReceiver(app);
        app.Run(receiver.HandleAsync);
        await app.StartAsync();
        return receiver;
    }

    /// <summary>What was sent to an address such as <c>/v1/traces</c>, once it is what the test waits for; the test's own timeout ends the wait.</summary>
    public async Task<string> WhenReceivedAsync(string path, Predicate<string> isThere)
    {
        while (true)
        {
            Task arrival;
            lock (_lock)
            {
                var there = string.Concat(_received.Where(one => one.Path == path).Select(one => one.Body));
                if (isThere(there))
                {
                    return there;
                }

                arrival = _arrival.Task;
            }

            await arrival.WaitAsync(TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        lock (_lock)
        {
            _received = _received.Add((context.Request.Path, Encoding.Latin1.GetString(body.ToArray())));
            _arrival.SetResult();
            _arrival = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
