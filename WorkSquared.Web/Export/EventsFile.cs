using System.IO.Pipelines;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using WorkSquared.Core.Cases;
using WorkSquared.Core.Chat;

namespace WorkSquared.Web.Export;

/// <summary>A conversation as JSON: its events as they lie in the log, so that nothing is lost. Written while it is read.</summary>
internal static class EventsFile
{
    public const string Format = "worksquared.conversation.v1";

    private static readonly JsonWriterOptions _options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task WriteAsync(
        Stream file, Conversation conversation, DateTimeOffset at, IAsyncEnumerable<EventEnvelope> events, CancellationToken cancellationToken)
    {
        // The serializer flushes its writer, and the response of a server may only be flushed asynchronously: so the pipe stands between.
        var pipe = PipeWriter.Create(file, new StreamPipeWriterOptions(leaveOpen: true));
        await using var json = new Utf8JsonWriter(pipe, _options);
        json.WriteStartObject();
        json.WriteString("format", Format);
        json.WriteString("storeId", conversation.StoreId);
        json.WriteString("conversationId", conversation.Id);
        json.WriteString("title", conversation.Title);
        json.WriteString("exportedAt", at);
        json.WriteStartArray("events");
        await foreach (var recorded in events.WithCancellation(cancellationToken))
        {
            JsonSerializer.Serialize(json, recorded, EnvelopeJson.Default.EventEnvelope);
            await pipe.FlushAsync(cancellationToken);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(cancellationToken);
        await pipe.CompleteAsync();
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(EventEnvelope))]
internal sealed partial class EnvelopeJson : JsonSerializerContext;
