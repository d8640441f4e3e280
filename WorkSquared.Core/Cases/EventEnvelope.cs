using System.Text.Json;
using WorkSquared.Core.Events;
using WorkSquared.Core.Log;

namespace WorkSquared.Core.Cases;

/// <summary>An event as it leaves the workspace: its place in the log, and the very JSON that lies there.</summary>
public sealed record EventEnvelope(
    long Position, Guid Id, string Type, string StoreId, string Actor, Guid? CausationId, DateTimeOffset CommittedAt, JsonElement Payload)
{
    /// <summary>What happened; an <see cref="UnknownEvent"/> for what this version does not understand.</summary>
    public WorkEvent Read() => EventTypes.Read(Type, EventTypes.SchemaVersion, Payload.GetRawText());

    internal static EventEnvelope From(EventRow row)
    {
        using var payload = JsonDocument.Parse(row.Payload);
        return new EventEnvelope(
            row.Position, row.Id, row.Type, row.StoreId, row.Actor, row.CausationId, row.CommittedAt, payload.RootElement.Clone());
    }
}
