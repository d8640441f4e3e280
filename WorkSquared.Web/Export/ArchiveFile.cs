using System.Buffers;
using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Export;

namespace WorkSquared.Web.Export;

/// <summary>A whole store as one ZIP file, written while it is read: a page of events or one conversation is in memory at a time.</summary>
internal sealed class ArchiveFile(IStoreLog log, IChatReader reader, Viewer viewer, TimeProvider time)
{
    private static readonly JsonWriterOptions _compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _line = new();

    public async Task WriteAsync(Stream response, CancellationToken cancellationToken)
    {
        await using var file = new ResponseFile(response);
        await using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            await WriteAsync(zip, file, cancellationToken);
        }

        await file.SendAsync(cancellationToken);
    }

    private async Task WriteAsync(ZipArchive zip, ResponseFile file, CancellationToken cancellationToken)
    {
        // Everything is as it was at this head, however long the download takes.
        var contents = await log.DescribeAsync(viewer.Reader, cancellationToken);
        var at = time.GetUtcNow();
        await using (var manifest = Open(zip, ArchiveManifest.FileName, at))
        {
            var words = new ArchiveManifest(
                ArchiveManifest.CurrentFormat, contents.StoreId, contents.Origin, contents.Head, contents.Conversations, contents.Messages, at);
            await WriteLineAsync(manifest, json => JsonSerializer.Serialize(json, words, ManifestJson.Default.ArchiveManifest), cancellationToken);
        }

        await using (var events = Open(zip, ArchiveManifest.EventsFileName, at))
        {
            await foreach (var recorded in log.ReadAsync(viewer.Reader, contents.Head, cancellationToken))
            {
                await WriteLineAsync(events, json => JsonSerializer.Serialize(json, recorded, EnvelopeJson.Default.EventEnvelope), cancellationToken);
                await file.SendWhenFullAsync(cancellationToken);
            }
        }

        HashSet<string> names = [];
        await foreach (var id in log.ConversationsAsync(viewer.Reader, cancellationToken))
        {
            if (await ReadAsync(id, contents.Head, cancellationToken) is { } conversation)
            {
                var text = MarkdownFile.Write(ExportedConversation.From(conversation, viewer, at));
                await using (var entry = Open(zip, NameOf(conversation, names), at))
                {
                    await entry.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
                }

                await file.SendWhenFullAsync(cancellationToken);
            }
        }
    }

    /// <returns>Null for what began later, or has gone to the bin for good.</returns>
    private async Task<Conversation?> ReadAsync(Guid id, long head, CancellationToken cancellationToken)
    {
        var read = await reader.OpenAsync(viewer.Reader, id, turnId: null, window: int.MaxValue, cancellationToken);
        var messages = read?.Messages.RemoveAll(message => message.Position > head);
        return messages is { IsEmpty: false } ? read! with { Messages = messages } : null;
    }

    private static string NameOf(Conversation conversation, HashSet<string> names)
    {
        var id = conversation.Id.ToString("N");
        var title = ExportFileName.SlugOf(conversation.Title);

        // The end of an id is its random part. Where two are alike, all of it.
        var name = $"{title}-{id[^8..]}";
        return $"conversations/{(names.Add(name) ? name : $"{title}-{id}")}.md";
    }

    private async Task WriteLineAsync(Stream file, Action<Utf8JsonWriter> write, CancellationToken cancellationToken)
    {
        _line.ResetWrittenCount();
        await using (var json = new Utf8JsonWriter(_line, _compact))
        {
            write(json);
        }

        _line.Write("\n"u8);
        await file.WriteAsync(_line.WrittenMemory, cancellationToken);
    }

    private static Stream Open(ZipArchive zip, string name, DateTimeOffset at)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = at;
        return entry.Open();
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ArchiveManifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;
