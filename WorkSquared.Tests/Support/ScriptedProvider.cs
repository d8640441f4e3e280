using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace WorkSquared.Tests.Support;

/// <summary>A real HTTP server on a free port that speaks the wire format of chat completions, and answers as the test says.</summary>
/// <example>
/// <code>
/// await using var provider = await ScriptedProvider.StartAsync();
/// provider.Answer("Hello", ", world");                       // the next request: two pieces of text and a good end
/// provider.Fail(429, "rate_limit_exceeded", retryAfter: "7"); // the one after it
/// provider.Next(async wire =>                                // and then, under the test's control
/// {
///     await wire.TextAsync("Hel");
///     await gate.Task;                                       // the client waits for as long as the test likes
///     await wire.TextAsync("lo");
///     await wire.EndAsync();
/// });
/// </code>
/// A request that nothing was scripted for is answered by <see cref="Otherwise"/>.
/// </example>
internal sealed class ScriptedProvider : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Func<ProviderWire, Task>> _scripts = new();
    private readonly Lock _lock = new();
    private ImmutableList<ProviderRequest> _requests = [];
    private TaskCompletionSource _arrival = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ScriptedProvider(WebApplication app) => _app = app;

    /// <summary>Without a path: append <c>/v1</c>, or what else the client is to believe in.</summary>
    public string Url => _app.Urls.Single();

    /// <summary>Everything that arrived, in order.</summary>
    public IReadOnlyList<ProviderRequest> Requests => _requests;

    public Func<ProviderWire, Task> Otherwise { get; set; } = wire => wire.AnswerAsync("Understood.");

    public static async Task<ScriptedProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var provider = new ScriptedProvider(app);
        app.Run(provider.HandleAsync);
        await app.StartAsync();
        return provider;
    }

    public void Answer(params string[] pieces) => Next(wire => wire.AnswerAsync(pieces));

    /// <param name="code">Goes into <c>error.code</c>.</param>
    public void Fail(int status, string? code = null, string? retryAfter = null) =>
        Next(wire => wire.StatusAsync(status, code, retryAfter));

    public void Next(Func<ProviderWire, Task> script) => _scripts.Enqueue(script);

    /// <summary>Waits until so many requests have arrived, and returns the last of them.</summary>
    public async Task<ProviderRequest> WhenRequestedAsync(int count, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task arrival;
            lock (_lock)
            {
                if (_requests.Count >= count)
                {
                    return _requests[count - 1];
                }

                arrival = _arrival.Task;
            }

            await arrival.WaitAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        // At once: a script may still be waiting for its client.
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var request = new ProviderRequest(context, await reader.ReadToEndAsync(context.RequestAborted));
        lock (_lock)
        {
            _requests = _requests.Add(request);
            _arrival.SetResult();
            _arrival = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        try
        {
            await (_scripts.TryDequeue(out var script) ? script : Otherwise)(new ProviderWire(context, request));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
        }
        catch (IOException) when (context.RequestAborted.IsCancellationRequested)
        {
        }
    }
}

/// <summary>One request as it came over the wire.</summary>
internal sealed class ProviderRequest
{
    private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ProviderRequest(HttpContext context, string body)
    {
        Method = context.Request.Method;
        PathAndQuery = context.Request.Path + context.Request.QueryString;
        Headers = context.Request.Headers.ToDictionary(
            header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        Body = body;
        context.RequestAborted.Register(() => _gone.TrySetResult());
    }

    public string Method { get; }

    public string PathAndQuery { get; }

    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>Exactly as sent.</summary>
    public string Body { get; }

    public JsonObject Json => JsonNode.Parse(Body)!.AsObject();

    /// <summary>The messages as <c>role: content</c>.</summary>
    public IReadOnlyList<string> Messages =>
        [.. Json["messages"]!.AsArray().Select(message => $"{message!["role"]}: {message["content"]}")];

    /// <summary>Ends when the client has hung up before it had the whole answer.</summary>
    public Task Gone => _gone.Task;
}
