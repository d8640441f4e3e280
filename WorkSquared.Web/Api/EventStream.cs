using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http.Features;
using WorkSquared.Core.Bus;
using WorkSquared.Core.Cases;
using WorkSquared.Core.Export;
using WorkSquared.Core.Sharing;
using WorkSquared.Core.Tokens;

namespace WorkSquared.Web.Api;

/// <summary>Writes the log to a service as server-sent events, for as long as both want it.</summary>
/// <remarks>The bus is a doorbell: what is written was read from the log, in order, each event once. Whoever reads slowly holds one page.</remarks>
internal sealed class EventStream(
    IStoreLog log, IEventBus bus, IStoreDrafts drafts, ITokenReader tokens, IHostApplicationLifetime lifetime, TimeProvider time)
{
    private const int PageSize = 50;

    /// <summary>How soon a token that is no longer good, or an event of another process, is noticed.</summary>
    private static readonly TimeSpan _look = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan _heartbeat = TimeSpan.FromSeconds(15);

    /// <summary>Whoever takes nothing for so long is gone, or as good as.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    public async Task WriteAsync(HttpContext context, TokenHolder holder, long after)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);

        // Null is a ring of the bell. Full means that the reader is slow: the oldest goes, since every text is the whole one and a ring carries nothing.
        var bell = Channel.CreateBounded<Draft?>(new BoundedChannelOptions(64) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

        // Listen first, read second. The other way round loses what is committed between the two.
        Task[] listening = [ListenAsync(holder.StoreId, bell.Writer, ending.Token), WatchAsync(holder.Reader, bell.Writer, ending.Token), LookAsync(bell.Writer, ending.Token)];
        try
        {
            await StartAsync(context);
            await WriteAsync(context.Response.BodyWriter, holder, after, bell.Reader, ending.Token);
        }
        catch (OperationCanceledException)
        {
            // Gone, too slow, or the server stops: in each case the service comes again with its last position.
            context.Abort();
        }
        finally
        {
            await ending.CancelAsync();
            await Task.WhenAll(listening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task StartAsync(HttpContext context)
    {
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        await context.Response.StartAsync(context.RequestAborted);
    }

    private async Task WriteAsync(PipeWriter output, TokenHolder holder, long after, ChannelReader<Draft?> bell, CancellationToken cancellationToken)
    {
        var written = time.GetTimestamp();
        await WriteAsync(output, ": listening\n\n"u8.ToArray(), cancellationToken);
        var texts = new Dictionary<Guid, Draft>();
        var hasRung = true;
        while (true)
        {
            var isLast = !hasRung;
            while (!isLast)
            {
                if (!await tokens.StandsAsync(holder, cancellationToken))
                {
                    return;
                }

                var page = await log.ReadPageAsync(holder.Reader, after, PageSize, cancellationToken);
                foreach (var recorded in page.Events)
                {
                    await WriteAsync(output, Line(recorded), cancellationToken);
                    (after, written) = (recorded.Position, time.GetTimestamp());

                    // Its text is in the log now, or about to be there anew.
                    texts.Remove(recorded.CausationId.GetValueOrDefault());
                }

                // Past what is not for this reader, which is not looked through again.
                after = Math.Max(after, page.Through);
                isLast = after >= page.Head;
            }

            foreach (var text in texts.Values)
            {
                await WriteAsync(output, Line(id: null, "draft", text, ApiJson.Default.Draft), cancellationToken);
                written = time.GetTimestamp();
            }

            texts.Clear();
            if (time.GetElapsedTime(written) >= _heartbeat)
            {
                await WriteAsync(output, ": still here\n\n"u8.ToArray(), cancellationToken);
                written = time.GetTimestamp();
            }

            hasRung = await TakeAsync(bell, texts, cancellationToken);
        }
    }

    /// <returns>Whether there may be something new in the log.</returns>
    private static async Task<bool> TakeAsync(ChannelReader<Draft?> bell, Dictionary<Guid, Draft> texts, CancellationToken cancellationToken)
    {
        await bell.WaitToReadAsync(cancellationToken);
        var hasRung = false;
        while (bell.TryRead(out var text))
        {
            hasRung |= text is null;
            if (text is not null)
            {
                texts[text.TurnId] = text;
            }
        }

        return hasRung;
    }

    private static async Task WriteAsync(PipeWriter output, byte[] bytes, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(_patience);
        await output.WriteAsync(bytes, patience.Token);
    }

    private static byte[] Line(EventEnvelope recorded) => Line(recorded.Position, recorded.Type, recorded, ApiJson.Default.EventEnvelope);

    private static byte[] Line<T>(long? id, string type, T data, JsonTypeInfo<T> info)
    {
        // JSON is one line.
        var position = id is { } known ? string.Create(CultureInfo.InvariantCulture, $"id: {known}\n") : "";
        return Encoding.UTF8.GetBytes($"{position}event: {type}\ndata: {JsonSerializer.Serialize(data, info)}\n\n");
    }

    private async Task ListenAsync(string storeId, ChannelWriter<Draft?> bell, CancellationToken cancellationToken)
    {
        await foreach (var committed in bus.ListenAsync(cancellationToken))
        {
            if (committed.StoreId == storeId)
            {
                bell.TryWrite(null);
            }
        }
    }

    private async Task WatchAsync(Reader reader, ChannelWriter<Draft?> bell, CancellationToken cancellationToken)
    {
        await foreach (var text in drafts.WatchAsync(reader, cancellationToken))
        {
            bell.TryWrite(text);
        }
    }

    /// <summary>Whatever else is lost, the stream looks again.</summary>
    private async Task LookAsync(ChannelWriter<Draft?> bell, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(_look, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            bell.TryWrite(null);
        }
    }
}
