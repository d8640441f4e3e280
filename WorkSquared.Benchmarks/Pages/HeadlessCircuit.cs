using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace WorkSquared.Benchmarks.Pages;

/// <summary>A visitor without a browser: it opens a page, starts its circuit, acknowledges what is rendered and draws nothing. Hundreds of them
/// fit beside the site that is measured.</summary>
internal sealed partial class HeadlessCircuit : IAsyncDisposable
{
    private static readonly TimeSpan _quiet = TimeSpan.FromMilliseconds(300);

    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly CancellationTokenSource _leaving = new();
    private readonly TaskCompletionSource _rendered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _receiving = Task.CompletedTask;
    private long _lastHeard = Stopwatch.GetTimestamp();

    private HeadlessCircuit()
    {
    }

    private static Dictionary<string, string> NoHeaders => [];

    /// <summary>Of the greatest render so far: that of the page.</summary>
    public int LargestBatch { get; private set; }

    /// <summary>When each render came.</summary>
    public List<long> Arrivals { get; } = [];

    /// <summary>Returns once the page stands still.</summary>
    public static async Task<HeadlessCircuit> OpenAsync(SiteProcess site, string path)
    {
        var circuit = new HeadlessCircuit();
        await circuit.StartAsync(site, path);
        await circuit._rendered.Task;
        while (Stopwatch.GetElapsedTime(Volatile.Read(ref circuit._lastHeard)) < _quiet)
        {
            await Task.Delay(_quiet / 4, TimeProvider.System, CancellationToken.None);
        }

        return circuit;
    }

    /// <summary>The same for a page that never stands still.</summary>
    public static async Task<HeadlessCircuit> OpenMovingAsync(SiteProcess site, string path)
    {
        var circuit = new HeadlessCircuit();
        await circuit.StartAsync(site, path);
        await circuit._rendered.Task;
        return circuit;
    }

    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        await _receiving;
        _socket.Dispose();
        _sending.Dispose();
        _leaving.Dispose();
    }

    private async Task StartAsync(SiteProcess site, string path)
    {
        var page = new Uri(site.Url, path);
        var html = await site.Http.GetStringAsync(page);
        _socket.Options.SetRequestHeader("Cookie", site.Cookie);
        _socket.Options.SetRequestHeader("Origin", site.Url.GetLeftPart(UriPartial.Authority));
        await _socket.ConnectAsync(new Uri($"ws://{site.Url.Authority}/_blazor"), CancellationToken.None);
        var greeting = "{\"protocol\":\"blazorpack\",\"version\":1}\u001e"u8.ToArray();
        await _socket.SendAsync(greeting, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        await ReceiveAsync(new byte[256]);
        _receiving = ReadAsync();

        var operations = Markers().Matches(html).Select((marker, index) => new JsonObject
        {
            ["type"] = "add",
            ["ssrComponentId"] = index + 1,
            ["marker"] = JsonNode.Parse(marker.Groups[1].Value),
        });
        var batch = new JsonObject { ["batchId"] = 1, ["operations"] = new JsonArray([.. operations]) };
        await SendAsync([1, NoHeaders, "0", "StartCircuit", new object?[] { site.Url.ToString(), page.ToString(), "[]", "" }, Array.Empty<object>()]);
        await CallAsync("UpdateRootComponents", batch.ToJsonString(), State().Match(html).Groups[1].Value);
    }

    private async Task ReadAsync()
    {
        var received = new List<byte>();
        var buffer = new byte[256 * 1024];
        try
        {
            while (await ReceiveAsync(buffer) is > 0 and var count)
            {
                received.AddRange(buffer.AsSpan(0, count));
                while (Frame(received) is { } message)
                {
                    await TakeAsync(message);
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException)
        {
        }
    }

    private async Task TakeAsync(object?[] message)
    {
        Volatile.Write(ref _lastHeard, Stopwatch.GetTimestamp());
        if (message is not [1L, _, _, string target, object?[] arguments, ..])
        {
            if (message is [6L])
            {
                await SendAsync([6]);
            }

            return;
        }

        switch (target)
        {
            case "JS.RenderBatch":
                LargestBatch = Math.Max(LargestBatch, ((byte[])arguments[1]!).Length);
                Arrivals.Add(Stopwatch.GetTimestamp());
                await CallAsync("OnRenderCompleted", arguments[0], null);
                _rendered.TrySetResult();
                break;
            case "JS.BeginInvokeJS":
                // Every script has run and returned nothing.
                var task = arguments[0] as long? ?? JsonNode.Parse((string)arguments[0]!)!["taskId"]!.GetValue<long>();
                await CallAsync("EndInvokeJSFromDotNet", task, true, string.Create(CultureInfo.InvariantCulture, $"[{task},true,null]"));
                break;
            case "JS.Error":
                _rendered.TrySetException(new InvalidOperationException($"The circuit has ended: {arguments[0]}"));
                break;
        }
    }

    private Task CallAsync(string target, params object?[] arguments) =>
        SendAsync([1, NoHeaders, null, target, arguments, Array.Empty<object>()]);

    private async Task SendAsync(object?[] message)
    {
        List<byte> bytes = [];
        MessagePack.Write(bytes, message);
        List<byte> frame = [];
        for (var length = bytes.Count; ; length >>= 7)
        {
            frame.Add((byte)(length > 0x7f ? (length & 0x7f) | 0x80 : length));
            if (length <= 0x7f)
            {
                break;
            }
        }

        frame.AddRange(bytes);
        await _sending.WaitAsync(_leaving.Token);
        try
        {
            await _socket.SendAsync(frame.ToArray(), WebSocketMessageType.Binary, endOfMessage: true, _leaving.Token);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task<int> ReceiveAsync(byte[] buffer) => (await _socket.ReceiveAsync(buffer.AsMemory(), _leaving.Token)).Count;

    /// <summary>Takes the first message off what has come; null when it is not all there.</summary>
    private static object?[]? Frame(List<byte> received)
    {
        var (length, at) = (0, 0);
        do
        {
            if (at == received.Count)
            {
                return null;
            }

            length |= (received[at] & 0x7f) << (7 * at);
        }
        while ((received[at++] & 0x80) != 0);

        if (received.Count < at + length)
        {
            return null;
        }

        ReadOnlySpan<byte> body = received.GetRange(at, length).ToArray();
        received.RemoveRange(0, at + length);
        return (object?[])MessagePack.Read(ref body)!;
    }

    [GeneratedRegex("<!--Blazor:({.*?\"descriptor\".*?})-->")]
    private static partial Regex Markers();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(.*?)-->")]
    private static partial Regex State();
}
