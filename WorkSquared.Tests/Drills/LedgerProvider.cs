using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Drills;

/// <summary>One request that reached the provider, and so one that would have been billed.</summary>
/// <param name="Nonce">Of the question, which is the last thing a person says in it.</param>
/// <param name="Life">Which process of the server sent it.</param>
/// <param name="Answer">The whole of the answer.</param>
internal sealed record BilledRequest(string Nonce, int Life, string Answer)
{
    /// <summary>Set before the end mark leaves: no client can have had a whole answer earlier.</summary>
    public bool IsWhole { get; set; }
}

/// <summary>A model that keeps a ledger, and takes its time over an answer, piece by piece, so that kills land inside of answers.</summary>
internal sealed class LedgerProvider : IAsyncDisposable
{
    private const int Pieces = 5;

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<BilledRequest> _ledger = new();
    private readonly Channel<BilledRequest> _arrivals = Channel.CreateUnbounded<BilledRequest>();
    private readonly Random _random;
    private readonly Lock _lock = new();

    private LedgerProvider(WebApplication app, int seed) => (_app, _random) = (app, new Random(seed));

    public IReadOnlyCollection<BilledRequest> Ledger => [.. _ledger];

    /// <summary>So many requests fail before the first is answered; what fails is not billed.</summary>
    public int Failures { get; set; }

    /// <summary>Between these two an answer takes, from its first piece to its end.</summary>
    public (TimeSpan Shortest, TimeSpan Longest) Pace { get; set; } = (TimeSpan.Zero, TimeSpan.FromMilliseconds(150));

    public static async Task<LedgerProvider> StartAsync(int seed)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var provider = new LedgerProvider(app, seed);
        app.MapPost("/{life}/v1/chat/completions", provider.AnswerAsync);
        await app.StartAsync();
        return provider;
    }

    /// <summary>Each process is told an address of its own: what a dead one has sent is not taken for the next one's.</summary>
    public string EndpointOf(int life) => string.Create(CultureInfo.InvariantCulture, $"{_app.Urls.Single()}/{life}/v1");

    /// <summary>Waits until so many more have arrived than when it was last asked.</summary>
    public async Task WhenRequestedAsync(int count, CancellationToken cancellationToken)
    {
        for (var i = 0; i < count; i++)
        {
            await _arrivals.Reader.ReadAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context, int life)
    {
        using var reader = new StreamReader(context.Request.Body);
        var request = new ProviderRequest(context, await reader.ReadToEndAsync(context.RequestAborted));
        var wire = new ProviderWire(context, request);
        if (MustFail())
        {
            await wire.StatusAsync(StatusCodes.Status503ServiceUnavailable);
            return;
        }

        var nonce = Question.NonceIn(LastQuestion(request));
        var answer = $"[{nonce}] In life {life}: first the goal, then the people, then the plan. The end of {nonce}.";
        var billed = new BilledRequest(nonce, life, answer);
        _ledger.Enqueue(billed);
        _arrivals.Writer.TryWrite(billed);
        try
        {
            await StreamAsync(wire, billed, context.RequestAborted);
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested)
        {
        }
    }

    private async Task StreamAsync(ProviderWire wire, BilledRequest billed, CancellationToken cancellationToken)
    {
        var pause = NextDuration() / Pieces;
        await wire.HeadersAsync();
        foreach (var piece in billed.Answer.Chunk((billed.Answer.Length / Pieces) + 1))
        {
            await wire.TextAsync(new string(piece));
            await Task.Delay(pause, TimeProvider.System, cancellationToken);
        }

        billed.IsWhole = true;
        await wire.EndAsync();
    }

    private bool MustFail()
    {
        lock (_lock)
        {
            return Failures-- > 0;
        }
    }

    private TimeSpan NextDuration()
    {
        lock (_lock)
        {
            return Pace.Shortest + ((Pace.Longest - Pace.Shortest) * _random.NextDouble());
        }
    }

    private static string LastQuestion(ProviderRequest request) => request.Json["messages"]!.AsArray()
        .Last(message => (string?)message!["role"] == "user")!["content"] switch
    {
        JsonArray parts => (string)parts[0]!["text"]!,
        var text => (string)text!,
    };
}
