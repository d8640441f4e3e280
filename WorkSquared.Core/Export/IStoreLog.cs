using System.Text.Json.Serialization;
using WorkSquared.Core.Cases;
using WorkSquared.Core.Sharing;

namespace WorkSquared.Core.Export;

/// <summary>Reads everything that ever happened in a store, a page at a time.</summary>
public interface IStoreLog
{
    Task<StoreContents> DescribeAsync(Reader reader, CancellationToken cancellationToken);

    /// <summary>Every event up to <paramref name="head"/>, in order of position.</summary>
    IAsyncEnumerable<EventEnvelope> ReadAsync(Reader reader, long head, CancellationToken cancellationToken);

    /// <summary>The events after a position, for whoever goes on from page to page: at most <paramref name="limit"/>, and fewer when their texts are long.</summary>
    Task<EventPage> ReadPageAsync(Reader reader, long after, int limit, CancellationToken cancellationToken);

    /// <summary>The conversations that are not in the bin, in no order that means anything.</summary>
    IAsyncEnumerable<Guid> ConversationsAsync(Reader reader, CancellationToken cancellationToken);
}

/// <summary>What a store has up to one position.</summary>
/// <param name="Origin">Names this very log wherever its events are taken: the id of its first event. Null while it is empty.</param>
public sealed record StoreContents(string StoreId, Guid? Origin, long Head, int Conversations, int Messages);

/// <param name="Events">In order of position.</param>
/// <param name="Head">The last position of the log for this reader, when they were read: there is more as long as the last event is before it.</param>
public sealed record EventPage(IReadOnlyList<EventEnvelope> Events, long Head)
{
    /// <summary>The position up to which the log was looked through: events that the reader may not see lie in between.</summary>
    [JsonIgnore]
    public long Through { get; init; }
}

/// <summary>The first thing in an archive.</summary>
public sealed record ArchiveManifest(
    string Format, string StoreId, Guid? Origin, long Head, int Conversations, int Messages, DateTimeOffset ExportedAt)
{
    public const string CurrentFormat = "worksquared.archive.v1";

    public const string FileName = "manifest.json";

    public const string EventsFileName = "events.jsonl";
}
